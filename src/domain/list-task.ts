/** Jobs about a chat's shortlists beside showing one: notes, tags, their history, and which of them is the current one. */
import type { Language } from './query.ts';

/**
 * What is done. `place` is a place on the current list, from 1. An empty `text` takes a note away. `use` makes the list of this name the current
 * one, and begins it where there is none; `switch` the one of this id. `delete` asks whether that is meant, `erase` does it to the list of this
 * id. `how` tells what there is to say. Names, notes and tags are people's words: within `LIST_LIMITS`, and untrusted.
 */
export type ListAct =
  | { readonly verb: 'note'; readonly place: number; readonly text: string }
  | { readonly verb: 'tag' | 'untag'; readonly place: number; readonly tags: readonly string[] }
  | { readonly verb: 'remove'; readonly place: number }
  | { readonly verb: 'history'; readonly page: number }
  | { readonly verb: 'use' | 'rename'; readonly name: string }
  | { readonly verb: 'switch' | 'erase'; readonly list: string }
  | { readonly verb: 'lists' | 'delete' | 'keep' | 'how' };

/** See `ListAct`. */
export type ListTask = { readonly kind: 'lists'; readonly language: Language; readonly act: ListAct };

/** How long people's words about a list may be, in characters, and how many tags an offer may have. */
export const LIST_LIMITS = { note: 200, tag: 24, tags: 8, name: 40 } as const;
