/** Replies of the open services: JSON inside a call of the function that the request named, in GBK. */

const decoder = new TextDecoder('gbk');

/** A name for the function, as jQuery makes them: random digits, and the time in ms. */
export const callbackName = (random: () => number, nowMs: number): string => {
  const digits = Array.from({ length: 21 }, () => Math.floor(random() * 10)).join('');
  return `jQuery${digits}_${nowMs}`;
};

/** The JSON text in a reply: what `callback` is called with, or the whole text when it is no call of that function. */
export const unwrapJsonp = (bytes: Uint8Array, callback: string): string => {
  const text = decoder.decode(bytes).trim();
  const inner = text.startsWith(`${callback}(`) && /\)\s*;?$/.exec(text);
  return inner ? text.slice(callback.length + 1, inner.index) : text;
};
