/** Reads Telegram HTML as strictly as the Bot API does: used to judge texts and captions that are about to be sent. */

/** What a text says once its tags are read, and what Telegram would not take. */
export type ReadHtml = {
  readonly text: string;
  readonly links: readonly string[];
  readonly problems: string[];
};

/** The tags of core.telegram.org/bots/api#html-style, without those that need attributes which we never use. */
const TAGS = new Set('b strong i em u ins s strike del tg-spoiler a code pre blockquote'.split(' '));

const TOKEN = /<(\/?)([a-z-]+)((?:\s[^<>]*)?)>|&(amp|lt|gt|quot|#\d+|#x[\da-f]+);|([<>&])|([^<>&]+)/giy;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const decode = (entity: string): string =>
  NAMED[entity.toLowerCase()] ??
  String.fromCodePoint(Number(entity[1] === 'x' ? `0${entity.slice(1)}` : entity.slice(1)));

const unescapeAttribute = (value: string): string =>
  value.replace(/&(amp|lt|gt|quot);/g, (_, entity: string) => decode(entity));

/** Reads HTML. `text` is what people see, whose length is what Telegram's limits are about. */
export const readHtml = (html: string): ReadHtml => {
  const problems: string[] = [];
  const links: string[] = [];
  const open: string[] = [];
  let text = '';
  for (const [whole, slash, tag, attributes, entity, stray, plain] of html.matchAll(
    new RegExp(TOKEN.source, 'gi'),
  )) {
    if (plain !== undefined) text += plain;
    else if (entity !== undefined) text += decode(entity);
    else if (stray !== undefined) problems.push(`unescaped '${stray}'`);
    else if (tag === undefined || !TAGS.has(tag)) problems.push(`unsupported tag ${whole}`);
    else if (slash === '/') {
      if (open.pop() !== tag) problems.push(`unexpected end tag ${whole}`);
    } else {
      open.push(tag);
      const href = /^ href="([^"<>]*)"$/.exec(attributes ?? '')?.[1];
      if (tag === 'a' && href !== undefined) links.push(unescapeAttribute(href));
      else if (tag === 'a' || attributes !== '') problems.push(`unexpected attributes in ${whole}`);
    }
  }
  if (open.length > 0) problems.push(`no end tag for ${open.join(', ')}`);
  if (!text.isWellFormed()) problems.push('half of a surrogate pair');
  return { text, links, problems };
};
