/** Buttons side by side, a few in each row. */
import type { Button } from '../domain/card.ts';

/** The buttons in their order, `perRow` in a row. */
export const inRows = (buttons: readonly Button[], perRow: number): Button[][] =>
  Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  );
