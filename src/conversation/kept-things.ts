/** What people do about the things that a chat keeps: its watched offers, its searches, and all of it together. Pure. */
import type { ChatAction } from '../domain/action.ts';
import type { CommandName } from '../domain/chat.ts';
import { FORGET_SCOPES, type KeptTask, WATCH_VERBS } from '../domain/kept-task.ts';
import { offerIdFromLink } from '../domain/offer.ts';
import { listPress, listWish } from './list-words.ts';

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** What is to be shown or done, in whichever language. */
export type KeptWish = Without<KeptTask, 'language'>;

const LIST: KeptWish = { kind: 'watches', page: 1 };

/** An offer's own number, or a link of 1688 to it. */
const offerIn = (words: string): string | null =>
  /^\d{6,24}$/.test(words)
    ? words
    : (words
        .split(/\s+/)
        .map(offerIdFromLink)
        .find((id) => id !== null) ?? null);

/** What a command asks for; null for one that is about something else. An offer behind `watch` is watched from now on. */
export const keptCommand = (name: CommandName, args: string): KeptWish | null => {
  if (name === 'history' || name === 'forget') return { kind: name };
  if (name === 'shortlist') {
    const wish = listWish(args);
    return 'act' in wish ? { kind: 'lists', act: wish.act } : null;
  }
  if (name !== 'watch') return null;
  const offerId = offerIn(args.trim());
  return offerId ? { ...LIST, act: { verb: 'start', offerId } } : LIST;
};

const watchPress = (value: string): KeptWish | null => {
  const [, word, offerId] = /^([a-z]+)-(\d{6,24})$/.exec(value) ?? [];
  const verb = WATCH_VERBS.find((known) => known === word);
  return verb && offerId ? { ...LIST, act: { verb, offerId } } : null;
};

/** Whether a press is about a thing that the chat keeps. */
export const isKeptPress = ({ name }: ChatAction): boolean =>
  ['watch', 'watches', 'history', 'shortlist', 'forget'].includes(name);

/** What a press asks for; null for one that says nothing that this version understands. */
export const keptPress = ({ name, value }: ChatAction): KeptWish | null => {
  switch (name) {
    case 'watch':
      return watchPress(value);
    case 'watches':
      return /^[1-9]\d?$/.test(value) ? { kind: 'watches', page: Number(value) } : null;
    case 'history':
      return { kind: 'history' };
    case 'shortlist': {
      const act = listPress(value);
      return act && { kind: 'lists', act };
    }
    case 'forget': {
      const scope = FORGET_SCOPES.find((known) => known === value);
      return scope ? { kind: 'forget', scope } : null;
    }
    default:
      return null;
  }
};
