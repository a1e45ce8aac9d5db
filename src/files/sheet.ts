/** Tables as plain data, before they become a file of one kind or another. */
import type { Money } from '../domain/money.ts';

/**
 * What stands in a cell. Texts come from sellers and senders and are untrusted: writers neutralise them. `ratio` is from 0 to 1 and shown as
 * percent; `amount` is in the currency that the column names; `picture` is a JPEG with its size in pixels.
 */
export type Cell =
  | null
  | string
  | number
  | { readonly money: Money }
  | { readonly amount: number }
  | { readonly ratio: number }
  | { readonly link: string; readonly text?: string }
  | SheetPicture;

/** A picture in a cell. */
export type SheetPicture = { readonly picture: Uint8Array; readonly width: number; readonly height: number };

/** A column; `width` is in characters. */
export type Column = { readonly header: string; readonly width: number };

/** A table with a name. Every row has as many cells as there are columns. */
export type Sheet = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
};

/** Whether a cell holds a picture. */
export const isPicture = (cell: Cell): cell is SheetPicture =>
  typeof cell === 'object' && cell !== null && 'picture' in cell;

/** The link where it leads into the web, else null: a seller's text must never become anything else that opens. */
export const webLink = (text: string): string | null =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && text.length <= 2_000 ? text : null;
