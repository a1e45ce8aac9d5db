/** Takes what is private out of the gateway's own words, which may quote a whole request. */

/** Longest piece of the gateway's own words that is kept for the operator. */
const SAID_MAX_LENGTH = 200;

/**
 * Makes a function that takes these values and everything that looks like a token out of a text, and keeps it short.
 * Two plain letters (a language) are no secret, and would be found inside other words.
 */
export const cleaner = (privates: readonly unknown[]): ((text: string) => string) => {
  const hidden = privates
    .filter((value) => typeof value === 'string')
    .filter((value) => !/^\w{0,2}$/.test(value));
  return (text) =>
    hidden
      .reduce((shown, value) => shown.replaceAll(value, '…'), text)
      .replace(/[\w+/=-]{40,}/g, '…')
      .replace(/[\p{C}\s]+/gu, ' ')
      .slice(0, SAID_MAX_LENGTH);
};
