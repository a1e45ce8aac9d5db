/**
 * How often an edited copy of a photo gets the hint that it looks like that photo, and how often a hint is wrong, in chats
 * in which a hundred photos were searched with before.
 */
import { isEditedCopy, type Outline, readOutline } from '../src/images/outline.ts';
import type { Figure, Options } from './index.ts';
import { EDITED_COPIES } from './support/copies.ts';
import { forAll, picturesFor, share } from './support/pictures.ts';
import { takeIn } from './support/taken.ts';

/** Photos of a chat that a photo is compared with. */
const CHAT = 100;

const outlineOf = async (bytes: Uint8Array): Promise<Outline> => readOutline((await takeIn(bytes)).jpeg);

/** Measures on `--pictures DIR`. */
export const run = async (options: Options): Promise<readonly Figure[]> => {
  const pictures = await picturesFor(options);
  const originals = await forAll(pictures, ({ bytes }) => outlineOf(bytes));
  const copies = Object.entries(EDITED_COPIES);
  const rows = await forAll(pictures, async ({ bytes }, at) => {
    const hints: boolean[] = [];
    for (const [, copy] of copies)
      hints.push(isEditedCopy(await outlineOf(await copy(bytes, at)), originals[at] ?? new Uint8Array()));
    return hints;
  });
  let [wrong, asked, pairs] = [0, 0, 0];
  for (const [at, mine] of originals.entries()) {
    const others = Array.from(
      { length: Math.min(CHAT, originals.length - 1) },
      (_, step) => (at + 1 + step * 7) % originals.length,
    ).filter((other) => other !== at);
    const hinted = others.filter((other) => isEditedCopy(mine, originals[other] ?? new Uint8Array()));
    for (const other of hinted)
      process.stderr.write(`hint: ${pictures[at]?.name} looks like ${pictures[other]?.name}\n`);
    pairs += others.length;
    asked += 1;
    if (hinted.length > 0) wrong += 1;
    if (at % 50 === 49) process.stderr.write(`${at + 1} of ${originals.length} compared\n`);
  }
  return [
    ...copies.map(([name], column) => ({
      name: `hint given: ${name}`,
      value: share(rows.filter((hints) => hints[column]).length, rows.length),
      unit: 'share',
    })),
    {
      name: 'wrong hints',
      value: share(wrong, asked),
      unit: `share of ${asked} photos, each beside ${CHAT} others`,
    },
    { name: 'pairs compared', value: pairs, unit: 'pairs' },
  ];
};
