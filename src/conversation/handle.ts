/** Decides what was asked. Pure: an event and what is known about it in, intents out; called by the service for every event. */
import { type Action, decodeAction, type Facet } from '../domain/action.ts';
import type { Inbound, PhotoRef } from '../domain/chat.ts';
import { offerIdFromLink } from '../domain/offer.ts';
import type { Subject } from '../domain/ports.ts';
import type { View } from './views.ts';

/** Something to say at once, by the key of its text. */
export type SayKey = 'start' | 'help' | 'send-photo' | 'reply-to-photo' | 'stale-button';

/** What is to be done about an event. */
export type Intent =
  | { readonly kind: 'open'; readonly subject: Subject; readonly keyword: string | null }
  | { readonly kind: 'show'; readonly view: View; readonly facet: Facet; readonly fresh: boolean }
  | { readonly kind: 'details'; readonly view: View; readonly facet: Facet; readonly offerId: string }
  | { readonly kind: 'say'; readonly text: SayKey };

const say = (text: SayKey): Intent[] => [{ kind: 'say', text }];

const open = (subject: Subject, keyword: string | null = null): Intent => ({
  kind: 'open',
  subject,
  keyword,
});

const openPhotos = (photos: readonly PhotoRef[], words: string): Intent[] =>
  photos.map((photo) => open({ kind: 'photo', photo }, keywordIn(words)));

/** Longest keyword: titles on 1688 have at most 60 characters, so more can only narrow to nothing. */
const KEYWORD_MAX = 60;

/**
 * Addresses as people write them: up to white space, quotes, or the punctuation of a Chinese sentence, which no address holds as it is.
 * Address bars show those of 1688 without `https://`, so they are copied without it too.
 */
const LINKS =
  /(?:https?:\/\/|(?<![\w.@/-])(?:[\w-]+\.)?1688\.com\/)[^\s<>"'“”‘’，。、；：！？（）【】《》「」]+/gi;

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** The first link in a text, without the sentence's own full stop, comma or closing bracket behind it. */
const linkIn = (text: string): string | null => {
  const link = text.match(LINKS)?.[0];
  if (!link) return null;
  let end = link.length;
  let strayBrackets = count(link, ')') - count(link, '(');
  for (; end > 0; end -= 1) {
    const last = link.charAt(end - 1);
    if (last === ')' && strayBrackets > 0) strayBrackets -= 1;
    else if (!'.,;:!?'.includes(last)) break;
  }
  const address = link.slice(0, end);
  return /^https?:/i.test(address) ? address : `https://${address}`;
};

/** The words to search for in what people wrote: without links, mentions and commands; null when nothing is left. */
const keywordIn = (text: string): string | null => {
  const words = text
    .replace(LINKS, ' ')
    .replace(/(?:^|\s)[@/][\w@]+|<[^<>]*>/g, ' ')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/^[\p{P}\s]+/u, '')
    .trim();
  return /[\p{L}\p{N}]/u.test(words) ? [...words].slice(0, KEYWORD_MAX).join('') : null;
};

/** A pasted 1688 link opens that offer, any other link is taken for a picture, and words are searched for. */
const handleText = (text: string, otherwise: SayKey): Intent[] => {
  const link = linkIn(text);
  const keyword = keywordIn(text);
  if (!link) return keyword ? [open({ kind: 'keyword', keyword })] : say(otherwise);
  const offerId = offerIdFromLink(link);
  if (offerId) return [open({ kind: 'offer', offerId })];
  return [open({ kind: 'photo', photo: { kind: 'url', url: link } }, keyword)];
};

const handleCommand = (inbound: Extract<Inbound, { kind: 'command' }>): Intent[] => {
  if (inbound.name !== 'find') return say(inbound.name);
  if (inbound.photos.length > 0) return openPhotos(inbound.photos, inbound.args);
  return handleText(inbound.args, 'reply-to-photo');
};

const handleAction = (action: Action, view: View): Intent[] => {
  const { facet } = action;
  if (action.kind === 'details') return [{ kind: 'details', view, facet, offerId: action.offerId }];
  return [{ kind: 'show', view, facet, fresh: action.kind === 'refresh' }];
};

/** The view id inside a press, for the caller to look up before `handle`; null for anything else. */
export const viewIdIn = (inbound: Inbound): string | null =>
  inbound.kind === 'press' ? (decodeAction(inbound.data)?.view ?? null) : null;

/** What to do about an event. `view` is the stored view of a press, or null when it is unknown or too old. */
export const handle = (inbound: Inbound, view: View | null): Intent[] => {
  switch (inbound.kind) {
    case 'photos':
      return openPhotos(inbound.photos, inbound.caption ?? '');
    case 'text':
      return handleText(inbound.text, 'send-photo');
    case 'command':
      return handleCommand(inbound);
    case 'press': {
      const action = decodeAction(inbound.data);
      return action && view ? handleAction(action, view) : say('stale-button');
    }
  }
};
