/** The result of a list of pictures as one workbook: the matches of each, and on a second sheet what was not found and why. */
import type { BatchFailure, BatchFound, BatchItem } from '../domain/batch.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { translator } from '../i18n/translate.ts';
import { type ListedOffer, offerSheet } from './offer-sheet.ts';
import type { Cell, Sheet } from './sheet.ts';
import { xlsxOf } from './xlsx.ts';

/** What became of one picture. */
export type BatchLine = {
  readonly item: BatchItem;
  readonly outcome: BatchFound | { readonly failure: BatchFailure };
};

/** Pictures in a workbook at most: it is made in memory, and has to stay below the 50 MB that Telegram's bots may send. */
const MOST_PICTURE_BYTES = 24 * 1024 * 1024;

type Reader = { readonly language: Language; readonly rate?: Rate | null | undefined };
type Row = {
  readonly number: number;
  readonly name: string;
  readonly own: Cell;
  readonly listed: ListedOffer;
};

/** Lets pictures through until the workbook has enough of them. */
const createAllowance = () => {
  let left = MOST_PICTURE_BYTES;
  return <P extends { readonly picture: Uint8Array }>(picture: P | null | undefined): P | null => {
    if (!picture || picture.picture.byteLength > left) return null;
    left -= picture.picture.byteLength;
    return picture;
  };
};

const failuresSheet = (failures: readonly (readonly Cell[])[], language: Language): Sheet => {
  const t = translator(language);
  return {
    name: t('file-sheet-failures'),
    columns: [
      { header: t('file-column-number'), width: 6 },
      { header: t('file-column-file'), width: 40 },
      { header: t('file-column-reason'), width: 80 },
    ],
    rows: failures,
  };
};

/** The workbook, and how many pictures brought matches and how many did not. Lines are asked for one by one. */
export const batchFile = async (
  lines: AsyncIterable<BatchLine>,
  reader: Reader,
): Promise<{ readonly bytes: Uint8Array; readonly found: number; readonly failed: number }> => {
  const { language } = reader;
  const t = translator(language);
  const allowed = createAllowance();
  const rows: Row[] = [];
  const failures: (readonly Cell[])[] = [];
  let number = 0;
  for await (const { item, outcome } of lines) {
    number += 1;
    const { name } = item;
    if ('failure' in outcome) {
      const { code, args } = outcome.failure;
      failures.push([number, name, t(`error-${code}`, args)]);
    } else if (outcome.offers.length === 0) failures.push([number, name, t('batch-nothing')]);
    else {
      const own = allowed(outcome.own);
      for (const [at, offer] of outcome.offers.entries())
        rows.push({
          number,
          name,
          own: at === 0 ? own : null,
          listed: { offer, picture: allowed(outcome.pictures[at]) },
        });
    }
  }
  const sheet = offerSheet(
    rows.map(({ listed }) => listed),
    reader,
    [
      { header: t('file-column-number'), width: 6, cells: rows.map((row) => row.number) },
      { header: t('file-column-file'), width: 30, cells: rows.map((row) => row.name) },
      { header: t('file-column-own'), width: 12, cells: rows.map((row) => row.own) },
    ],
  );
  const sheets = failures.length > 0 ? [sheet, failuresSheet(failures, language)] : [sheet];
  return { bytes: await xlsxOf(sheets), found: number - failures.length, failed: failures.length };
};
