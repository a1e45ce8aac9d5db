/** What people write behind `/shortlist`: notes and tags about the offers of the list, and which list is meant. Pure. */
import type { ChatAction } from '../domain/action.ts';
import { LIST_LIMITS, type ListAct } from '../domain/list-task.ts';
import type { Subject } from '../domain/task.ts';

/** What is asked for: the current list, or those of its offers with this tag, is shown; or something is done. */
export type ListWish = { readonly show: { readonly tag?: string } } | { readonly act: ListAct };

const HOW: ListWish = { act: { verb: 'how' } };

/** One line without control characters, and no longer than this; what is cut off leaves a mark. */
const bounded = (text: string, most: number): string => {
  const signs = [...text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()];
  return signs.length > most
    ? `${signs
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : signs.join('');
};

/** Tags are words between commas or signs of numbers, told apart without regard to case. */
const tagsIn = (text: string): string[] => {
  const tags = text
    .split(/[,，、;；#＃]/)
    .map((tag) => bounded(tag.normalize('NFKC').toLowerCase(), LIST_LIMITS.tag))
    .filter((tag) => /[\p{L}\p{N}]/u.test(tag));
  return [...new Set(tags)].slice(0, LIST_LIMITS.tags);
};

const nameIn = (text: string): string | null => {
  const name = bounded(text.normalize('NFKC'), LIST_LIMITS.name);
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
};

const placeIn = (text: string): { place: number; rest: string } | null => {
  const [, digits, rest = ''] = /^#?(\d{1,3})(?:[\s:.)]+(.*))?$/su.exec(text) ?? [];
  return digits && Number(digits) > 0 ? { place: Number(digits), rest: rest.trim() } : null;
};

const aboutPlace = (verb: 'note' | 'tag' | 'untag' | 'remove', words: string): ListWish => {
  const found = placeIn(words);
  if (!found) return HOW;
  const { place, rest } = found;
  if (verb === 'note') return { act: { verb, place, text: bounded(rest, LIST_LIMITS.note) } };
  if (verb === 'remove') return rest === '' ? { act: { verb, place } } : HOW;
  const tags = tagsIn(rest);
  return tags.length > 0 || (verb === 'untag' && rest === '') ? { act: { verb, place, tags } } : HOW;
};

/** Verbs that name a list need its name. */
const aboutName = (verb: 'use' | 'rename', words: string): ListWish => {
  const name = nameIn(words);
  return name ? { act: { verb, name } } : HOW;
};

/** Reads it. Whatever is not understood asks how these things are written; nothing at all asks for the list. */
export const listWish = (args: string): ListWish => {
  const text = args.trim();
  if (text === '') return { show: {} };
  if (/^[#＃]/.test(text)) {
    const [tag] = tagsIn(text);
    return tag ? { show: { tag } } : HOW;
  }
  const [, word = '', words = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const verb = word.toLowerCase();
  switch (verb) {
    case 'note':
    case 'tag':
    case 'untag':
    case 'remove':
      return aboutPlace(verb, words);
    case 'use':
    case 'rename':
      return aboutName(verb, words);
    case 'history':
      return words === '' ? { act: { verb, page: 1 } } : HOW;
    case 'lists':
    case 'delete':
      return words === '' ? { act: { verb } } : HOW;
    default:
      return HOW;
  }
};

/** Whether words behind the command are understood: where it has no slash, others may name a product. */
export const isAboutList = (args: string): boolean => {
  const wish = listWish(args);
  return 'show' in wish || wish.act.verb !== 'how';
};

/** The list that a command without anything to do asks for. */
export const shownList = (args: string): Extract<Subject, { kind: 'shortlist' }> => {
  const wish = listWish(args);
  return { kind: 'shortlist', ...('show' in wish && wish.show) };
};

/** Whether a press asks for the current list. */
export const isListPress = ({ name, value }: ChatAction): boolean => name === 'shortlist' && value === 'show';

/** What a press says (`use-n3`, `history-2`, `erase-n3`, `lists`); null for one that says nothing that this version understands. */
export const listPress = (value: string): ListAct | null => {
  const [, word, list = ''] = /^(use|erase)-(n\d{1,6}|main)$/.exec(value) ?? [];
  if (word) return { verb: word === 'use' ? 'switch' : 'erase', list };
  const page = /^history-([1-9])$/.exec(value)?.[1];
  if (page) return { verb: 'history', page: Number(page) };
  return value === 'lists' || value === 'keep' ? { verb: value } : null;
};
