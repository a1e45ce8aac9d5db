/** Decides what was asked. Pure: an event and what is known about it in, intents out; called by the service for every event. */
import { type Action, type ChatAction, decodeAction, decodeChatAction } from '../domain/action.ts';
import { MOST_MATCHES } from '../domain/batch.ts';
import type { Inbound, PhotoRef } from '../domain/chat.ts';
import { type Facet, facetOf, MOST_PHOTOS, withFacet } from '../domain/facet.ts';
import { offerIdFromLink } from '../domain/offer.ts';
import type { Subject } from '../domain/ports.ts';
import type { Adjustment, Question, Wishes } from '../domain/query.ts';
import { type Entry, entryIn, FIGURES } from '../domain/team-figures.ts';
import { looksLikeKeyword } from './chatter.ts';
import { isKeptPress, type KeptWish, keptCommand, keptPress } from './kept-things.ts';
import { isListPress, shownList } from './list-words.ts';
import { sharedIn } from './shares.ts';
import type { View } from './views.ts';
import { NO_WORDS, readWords, type Words } from './words.ts';

/** Something to say at once, by the key of its text. */
export type SayKey =
  | 'start'
  | 'help'
  | 'send-photo'
  | 'reply-to-photo'
  | 'stale-button'
  | 'stale-share'
  | 'vote-over'
  | 'vote-not-yours'
  | 'bad-quantity'
  | 'quantity-no-list'
  | 'batch-too-many'
  | 'batch-stopping';

/** What is to be done about an event. */
export type Intent =
  | {
      readonly kind: 'open';
      readonly subject: Subject;
      readonly words: Words;
      readonly adjustment?: Adjustment;
      /** The question of somebody who shared it. */
      readonly like?: Question;
    }
  | { readonly kind: 'show'; readonly view: View; readonly facet: Facet; readonly fresh: boolean }
  | {
      readonly kind: 'details' | 'pictures';
      readonly view: View;
      readonly facet: Facet;
      readonly offerId: string;
    }
  | { readonly kind: 'more'; readonly view: View; readonly offerId: string }
  | {
      readonly kind: 'pick';
      readonly view: View;
      readonly facet: Facet;
      readonly offerId: string;
      readonly pick: 'add' | 'remove';
    }
  | { readonly kind: 'drop'; readonly view: View; readonly facet: Facet; readonly offerId: string }
  | { readonly kind: 'choose'; readonly view: View; readonly offerId: string }
  | {
      readonly kind: 'watch';
      readonly view: View;
      readonly facet: Facet;
      readonly offerId: string;
      readonly watch: 'start' | 'stop';
    }
  | { readonly kind: 'kept'; readonly wish: KeptWish }
  | { readonly kind: 'vote' | 'tally' | 'stop'; readonly view: View }
  | {
      readonly kind: 'compare';
      readonly view: View;
      readonly facet: Facet;
      readonly only?: readonly number[];
    }
  | {
      readonly kind: 'export';
      readonly view: View;
      readonly facet: Facet;
      readonly format: 'xlsx' | 'csv';
      readonly only?: readonly number[];
    }
  | { readonly kind: 'cast'; readonly vote: string; readonly choice: string | null }
  | { readonly kind: 'configure'; readonly action: ChatAction | Entry }
  | { readonly kind: 'say'; readonly text: SayKey };

type Open = Extract<Intent, { kind: 'open' }>;

const say = (text: SayKey): Intent[] => [{ kind: 'say', text }];

const open = (subject: Subject, words: Words = NO_WORDS): Open => ({ kind: 'open', subject, words });

/** What was sent together is one request; a quantity that is none costs no answer, and is said beside it. */
const openWith = (photos: readonly PhotoRef[], words: string): Intent[] => [
  ...openPhotos(photos, words),
  ...(wordsIn(words).badQuantity ? say('bad-quantity') : []),
];

/** Only what no chat takes as one album becomes several. */
const openPhotos = (photos: readonly PhotoRef[], words: string): Open[] => {
  const [photo, ...others] = photos.slice(0, MOST_PHOTOS);
  if (!photo) return [];
  const subject: Subject =
    others.length > 0 ? { kind: 'photos', photos: [photo, ...others] } : { kind: 'photo', photo };
  return [open(subject, wordsIn(words)), ...openPhotos(photos.slice(MOST_PHOTOS), words)];
};

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

const wordsIn = (text: string): Words => readWords(text.replace(LINKS, ' '));

/** The quantity in words that ask for nothing else to be found: they are about the list that was shown last. */
const requoteIn = (text: string): Words | null => {
  const words = wordsIn(text);
  return !linkIn(text) && words.keyword === null && (words.quantity !== null || words.badQuantity)
    ? words
    : null;
};

/** The list that was shown last, with prices for so many pieces, and with the limits that were named, too. */
const requote = (
  { quantity, badQuantity, maxPrice, moqAtMost, mode }: Words,
  view: View | null,
): Intent[] => {
  if (badQuantity || quantity === null) return say('bad-quantity');
  if (!view) return say('quantity-no-list');
  const facet = {
    ...facetOf(view.question),
    page: 1,
    quantity,
    ...(maxPrice && { maxPriceFen: maxPrice.fen }),
    ...(moqAtMost && { moqAtMost }),
    ...(mode && { mode }),
  };
  return [{ kind: 'show', view, facet, fresh: false }];
};

/**
 * Whether a text alone says what to do: by a link, by words beside the limits and the mode, by a quantity for the latest list, or by
 * figures of the team. Adapters ask it of commands that cannot carry a picture.
 */
export const namesSubject = (text: string): boolean =>
  linkIn(text) !== null ||
  wordsIn(text).keyword !== null ||
  requoteIn(text) !== null ||
  entryIn(text) !== null;

/** What was chosen in a form stands in place of what was written. */
const withWishes = (intents: readonly Intent[], wishes: Wishes | undefined): Intent[] =>
  intents.map((intent) =>
    intent.kind === 'open' && wishes ? { ...intent, words: { ...intent.words, ...wishes } } : intent,
  );

/** How many matches are wanted for each picture: `top 5`, in the languages that we speak. */
const MATCHES = /(?:\btop|\btopp|前|топ|mejores|tốt nhất)\s*[:=]?\s*(\d{1,2})(?!\d)/i;

/** The words beside a list of pictures narrow the matches of each, as those beside a photo do. */
const openFile = ({ file, caption }: Extract<Inbound, { kind: 'file' }>): Open => {
  const text = caption ?? '';
  const said = Number(MATCHES.exec(text)?.[1] ?? 0);
  const matches = said > 0 ? Math.min(said, MOST_MATCHES) : null;
  return open({ kind: 'batch', file, matches }, wordsIn(text.replace(MATCHES, ' ')));
};

/** A pasted 1688 link opens that offer, any other link is taken for a picture, and words are searched for. */
const handleText = (text: string, otherwise: SayKey, view: View | null): Intent[] => {
  const entry = entryIn(text);
  if (entry) return [{ kind: 'configure', action: entry }];
  const again = requoteIn(text);
  if (again) return requote(again, view);
  const link = linkIn(text);
  const words = wordsIn(text);
  const { keyword, badQuantity } = words;
  const bad = badQuantity ? say('bad-quantity') : [];
  if (!link)
    return keyword
      ? [open({ kind: 'keyword', keyword }, { ...words, keyword: null }), ...bad]
      : say(otherwise);
  const offerId = offerIdFromLink(link);
  if (offerId) return [open({ kind: 'offer', offerId }, { ...NO_WORDS, quantity: words.quantity }), ...bad];
  return [open({ kind: 'photo', photo: { kind: 'url', url: link } }, words), ...bad];
};

/** A search that somebody shared is made anew for whoever opens the link, beginning with what was seen. */
const handleShared = (facet: Facet, view: View | null): Intent[] => {
  if (!view) return say('stale-share');
  const { subject, question } = view;
  return [{ ...open(subject), like: withFacet(question, { ...facet, page: 1 }) }];
};

/** `/settings rates` alone tells how to write them. */
const settingsIn = (args: string): ChatAction | Entry => {
  const page = /^\s*(rates|weights)\s*$/i.exec(args)?.[1]?.toLowerCase();
  if (page) return { name: 'open', value: page };
  const [, figures, text = ''] = /^\s*(rates|weights)\b(.*)$/is.exec(args) ?? [];
  const known = FIGURES.find((name) => name === figures?.toLowerCase());
  return known ? { figures: known, text } : { name: 'open', value: 'all' };
};

const handleCommand = (inbound: Extract<Inbound, { kind: 'command' }>, view: View | null): Intent[] => {
  const shared = sharedIn(inbound);
  if (shared) return handleShared(shared.facet, view);
  const kept = keptCommand(inbound.name, inbound.args);
  if (kept) return [{ kind: 'kept', wish: kept }];
  if (inbound.name === 'shortlist') return [open(shownList(inbound.args))];
  if (inbound.name === 'settings') return [{ kind: 'configure', action: settingsIn(inbound.args) }];
  if (inbound.name === 'start' || inbound.name === 'help') return say(inbound.name);
  if (inbound.photos.length > 0) return openWith(inbound.photos, inbound.args);
  return handleText(inbound.args, 'reply-to-photo', view);
};

/** The words under photos that were sent to us, or under those of others where they name a product. */
const captionOf = ({ caption, addressed }: Extract<Inbound, { kind: 'photos' }>): string =>
  caption !== null && (addressed !== false || looksLikeKeyword(caption)) ? caption : '';

const handlePress = (data: string, view: View | null): Intent[] => {
  const about = decodeChatAction(data);
  if (about && isListPress(about)) return [open({ kind: 'shortlist' })];
  if (about && isKeptPress(about)) {
    const wish = keptPress(about);
    return wish ? [{ kind: 'kept', wish }] : say('stale-button');
  }
  if (about) return [{ kind: 'configure', action: about }];
  const action = decodeAction(data);
  return action && view ? handleAction(action, view) : say('stale-button');
};

const handleAction = (action: Action, view: View): Intent[] => {
  const { facet } = action;
  switch (action.kind) {
    case 'details':
    case 'drop':
    case 'pictures':
      return [{ kind: action.kind, view, facet, offerId: action.offerId }];
    case 'choose':
    case 'more':
      return [{ kind: action.kind, view, offerId: action.offerId }];
    case 'pick':
      return [{ kind: 'pick', view, facet, offerId: action.offerId, pick: 'add' }];
    case 'unpick':
      return [{ kind: 'pick', view, facet, offerId: action.offerId, pick: 'remove' }];
    case 'watch':
      return [{ kind: 'watch', view, facet, offerId: action.offerId, watch: 'start' }];
    case 'unwatch':
      return [{ kind: 'watch', view, facet, offerId: action.offerId, watch: 'stop' }];
    case 'shortlist':
      return [open({ kind: 'shortlist' })];
    case 'compare':
      return [{ kind: 'compare', view, facet, ...(action.only && { only: action.only }) }];
    case 'vote':
    case 'tally':
    case 'stop':
      return [{ kind: action.kind, view }];
    case 'export':
    case 'export-csv':
      return [
        {
          kind: 'export',
          view,
          facet,
          format: action.kind === 'export' ? 'xlsx' : 'csv',
          ...(action.only && { only: action.only }),
        },
      ];
    case 'show':
    case 'refresh':
      return [{ kind: 'show', view, facet, fresh: action.kind === 'refresh' }];
  }
};

/** The view id inside a press, for the caller to look up before `handle`; null for anything else. */
export const viewIdIn = (inbound: Inbound): string | null =>
  inbound.kind === 'press' ? (decodeAction(inbound.data)?.view ?? null) : null;

/** Whether an event is about the list that was shown last in its chat, for the caller to look that up before `handle`. */
export const isAboutLatest = (inbound: Inbound): boolean => {
  if (inbound.kind === 'text') return requoteIn(inbound.text) !== null;
  const isFind = inbound.kind === 'command' && inbound.name === 'find' && inbound.photos.length === 0;
  return isFind && requoteIn(inbound.args) !== null;
};

/** What to do about an event. `view` is the stored view of a press, the shared one of a link, or the chat's latest; null when it is unknown or too old. */
export const handle = (inbound: Inbound, view: View | null): Intent[] => {
  switch (inbound.kind) {
    case 'photos': {
      const opened = openWith(inbound.photos, captionOf(inbound));
      const { adjustment, wishes } = inbound;
      const adjusted = adjustment
        ? opened.map((intent) => (intent.kind === 'open' ? { ...intent, adjustment } : intent))
        : opened;
      return withWishes(adjusted, wishes);
    }
    case 'file':
      return [openFile(inbound)];
    case 'text':
      return withWishes(handleText(inbound.text, 'send-photo', view), inbound.wishes);
    case 'command':
      return handleCommand(inbound, view);
    case 'press':
      return handlePress(inbound.data, view);
    case 'ballot':
      return [{ kind: 'cast', vote: inbound.vote, choice: inbound.choice }];
    case 'moved':
      return [];
  }
};
