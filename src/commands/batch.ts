/** `npm run batch -- photos.zip --out result.xlsx`: matches for every picture in an archive or a workbook. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { openBatchWork } from '../batching.ts';
import { minutesLeft } from '../cards/batch-card.ts';
import { MOST_MATCHES } from '../domain/batch.ts';
import { TusouError } from '../domain/errors.ts';
import { LANGUAGES, type Language, languageOf, plainQuestion } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';
import { type Batch, withMatches } from '../jobs/batch/work.ts';
import type { DeskCommand, Run } from './desk-command.ts';
import { amount, oneOf, readArguments, refuse, wholeNumber } from './options.ts';
import { jsonText, type Outcome } from './outcome.ts';

const USAGE = `Usage: npm run batch -- <archive.zip | workbook.xlsx> --out <result.xlsx> [options]

Searches with every picture in the file, one after the other, and writes the matches of each into a workbook; what could not be searched
with, or has no match, is on its second sheet. A workbook may hold pictures in its rows, or addresses of pictures in its cells. Ended
early, the same command goes on where it was.

Options:
  --out <file>        where the result goes
  --matches <n>       matches for each picture, 1 to ${MOST_MATCHES} (default 3)
  --max-price <yuan>  only offers up to this price
  --moq <n>           only offers whose minimum order is at most n pieces
  --language <tag>    ${LANGUAGES.join(', ')} (default: that of the terminal)
  --fresh             begin anew
  --json              print one JSON document at the end
  --help              show this
`;

const OPTIONS = {
  out: { type: 'string' },
  matches: { type: 'string' },
  'max-price': { type: 'string' },
  moq: { type: 'string' },
  language: { type: 'string' },
  fresh: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type BatchRequest = {
  readonly json: boolean;
  readonly language: Language;
  readonly file: string;
  readonly out: string;
  readonly fresh: boolean;
  readonly question: Batch['question'];
};

const MATCHES = 3;

/** How often the progress is told. */
const PART_MS = 5_000;

const parse = (args: readonly string[], lang: string | undefined): BatchRequest | 'help' => {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) return 'help';
  const [file = '', ...more] = positionals;
  if (file === '' || more.length > 0) return refuse('Give exactly one archive or workbook.');
  const out = values.out ?? refuse('--out says where the result goes.');
  if (!/\.xlsx$/i.test(out)) return refuse('--out takes a name that ends in .xlsx.');
  const language = oneOf(LANGUAGES, values.language, { option: 'language', otherwise: languageOf(lang) });
  const plain = plainQuestion(language);
  const moqAtMost = wholeNumber(values.moq, 'moq', { min: 1, max: 99_999_999, otherwise: null });
  const asked = {
    ...plain,
    maxPrice: amount(values['max-price'], 'max-price'),
    filters: { ...plain.filters, moqAtMost },
  };
  const range = { min: 1, max: MOST_MATCHES, otherwise: MATCHES };
  const matches = wholeNumber(values.matches, 'matches', range);
  const question = withMatches(asked, matches);
  return { json: values.json ?? false, language, file, out, fresh: values.fresh ?? false, question };
};

/** The same file with the same question is the same work, wherever it lies. */
const idOf = (bytes: Uint8Array, { question }: BatchRequest): string =>
  `terminal:${createHash('sha256').update(bytes).update(JSON.stringify(question)).digest('base64url')}`;

const unreadable = (file: string) => (cause: unknown) => {
  const reason = `There is no readable file at ${file}.`;
  throw new TusouError('input-invalid', { detail: 'list not readable', args: { reason }, cause });
};

const untilDone = async (batch: Batch, run: Run<BatchRequest>): Promise<Outcome> => {
  const { request, desk, signal, print } = run;
  const { language, json, out } = request;
  const t = translator(language);
  const work = openBatchWork(desk);
  if (request.fresh) await work.forget(batch);
  let at = await work.begin(batch);
  const tell = (text: string) => (json ? undefined : print(`${text}\n`));
  if (at.done > 0) tell(t('batch-progress', at));
  const isStopped = async () => false;
  while (at.done < at.total) {
    at = await work.goOn(batch, { untilMs: desk.clock.now() + PART_MS, signal, isStopped });
    const minutes = minutesLeft({ ...at, nowMs: desk.clock.now() });
    const left = minutes === null || at.done === at.total ? '' : ` ≈ ${minutes} min`;
    tell(`${t('batch-progress', { done: at.done, total: at.total })}${left}`);
  }
  const { bytes, found, failed } = await work.result(batch, null);
  await writeFile(out, bytes);
  await work.forget(batch);
  tell(t('batch-done', { found, failed, total: at.total }));
  const stdout = json ? jsonText({ file: out, pictures: at.total, found, failed }) : '';
  return { exitCode: found > 0 ? 0 : 3, stdout, stderr: '' };
};

/** The command. */
export const batchCommand: DeskCommand<BatchRequest> = {
  usage: USAGE,
  parse,
  run: async (run) => {
    const { request } = run;
    const bytes = await readFile(request.file).catch(unreadable(request.file));
    const batch = { id: idOf(bytes, request), path: async () => request.file, question: request.question };
    return untilDone(batch, run);
  },
};
