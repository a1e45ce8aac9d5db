/** `npm run search -- photo.jpg`: one search from the terminal, as a table or as one JSON document. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { detailsCard } from '../cards/details-card.ts';
import { jsonDocument, jsonOffer } from '../cards/json-document.ts';
import { resultCard } from '../cards/result-card.ts';
import { terminalDetails, terminalTable } from '../cards/terminal-table.ts';
import type { SearchDesk } from '../desk.ts';
import { asTusouError, TusouError } from '../domain/errors.ts';
import { type Money, parseMoney } from '../domain/money.ts';
import { offerIdFromLink } from '../domain/offer.ts';
import {
  LANGUAGES,
  type Language,
  languageOf,
  plainQuestion,
  type Question,
  SEARCH_MODES,
  SORT_ORDERS,
} from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';
import type { PhotoSource } from '../search/topic.ts';

/** What the command prints and with which code it exits: 0 found, 2 bad input, 3 nothing found, 4 backend failed. */
export type Outcome = { readonly exitCode: 0 | 2 | 3 | 4; readonly stdout: string; readonly stderr: string };

/** The request as read from the arguments. */
export type SearchRequest = { readonly photo: string; readonly json: boolean; readonly question: Question };

/** How to call the command, for `--help` and after bad input. */
export const SEARCH_USAGE = `Usage: npm run search -- <photo file | image address | 1688 offer link> [options]

  --mode same|similar            look for the very product or for the look of it (same)
  --keyword <words>              only offers that also match these words
  --sort relevance|price|sales   order of the offers (relevance)
  --page <n>                     page to show, from 1 (1)
  --page-size <n>                offers on a page, 1 to 50 (6)
  --min-price <yuan>             cheapest price, such as 2.50
  --max-price <yuan>             highest price
  --language en|zh               language of titles and texts (from LANG)
  --json                         print one JSON document and nothing else

Exit codes: 0 found, 2 bad input, 3 nothing found, 4 backend failed.`;

const OPTIONS = {
  mode: { type: 'string' },
  keyword: { type: 'string' },
  sort: { type: 'string' },
  page: { type: 'string' },
  'page-size': { type: 'string' },
  'min-price': { type: 'string' },
  'max-price': { type: 'string' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const refuse = (reason: string): never => {
  throw new TusouError('input-invalid', { detail: reason, args: { reason } });
};

const oneOf = <T extends string>(
  list: readonly T[],
  value: string | undefined,
  option: string,
  otherwise: T,
): T => {
  if (value === undefined) return otherwise;
  return list.find((item) => item === value) ?? refuse(`--${option} takes ${list.join(' or ')}.`);
};

const wholeNumber = (
  value: string | undefined,
  option: string,
  range: { min: number; max: number; otherwise: number },
): number => {
  if (value === undefined) return range.otherwise;
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= range.min && number <= range.max) return number;
  return refuse(`--${option} takes a whole number from ${range.min} to ${range.max}.`);
};

const price = (value: string | undefined, option: string): Money | null => {
  if (value === undefined) return null;
  return parseMoney(value) ?? refuse(`--${option} takes an amount in yuan, such as 2.50.`);
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'The options could not be read.';
    throw new TusouError('input-invalid', { detail: reason, args: { reason }, cause });
  }
};

/** Reads the arguments; `help` when only the usage was asked for. Throws `input-invalid` that names the option. */
export const parseSearchArguments = (
  args: readonly string[],
  lang: string | undefined,
): SearchRequest | 'help' => {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  const [photo, ...more] = positionals;
  if (!photo || more.length > 0) return refuse('Give exactly one photo file, image address or 1688 link.');
  const question: Question = {
    ...plainQuestion(oneOf(LANGUAGES, values.language, 'language', languageOf(lang))),
    mode: oneOf(SEARCH_MODES, values.mode, 'mode', 'same'),
    sort: oneOf(SORT_ORDERS, values.sort, 'sort', 'relevance'),
    keyword: values.keyword?.trim() || null,
    page: wholeNumber(values.page, 'page', { min: 1, max: 1000, otherwise: 1 }),
    pageSize: wholeNumber(values['page-size'], 'page-size', { min: 1, max: 50, otherwise: 6 }),
    minPrice: price(values['min-price'], 'min-price'),
    maxPrice: price(values['max-price'], 'max-price'),
  };
  if (question.minPrice && question.maxPrice && question.minPrice.fen > question.maxPrice.fen)
    return refuse('--min-price is higher than --max-price.');
  return { photo, json: values.json === true, question };
};

const isAddress = (photo: string): boolean => /^https?:\/\//i.test(photo);

const fileSource = (path: string): PhotoSource => ({
  identity: null,
  load: async () => {
    try {
      return await readFile(path);
    } catch (cause) {
      const reason = `There is no readable file at ${path}.`;
      throw new TusouError('input-invalid', { detail: 'photo file not readable', args: { reason }, cause });
    }
  },
});

const document = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const showOffer = async (id: string, { request, desk, signal }: Run): Promise<Outcome> => {
  const { language } = request.question;
  const detail = await desk.search.offer(id, language, { fresh: false, signal });
  const text = () => terminalDetails(detailsCard(detail, { view: 'terminal', language, back: null }));
  const json = () => document({ query: { offer: id, language }, offer: jsonOffer(detail) });
  return { exitCode: 0, stdout: request.json ? json() : text(), stderr: '' };
};

const showMatches = async ({ request, desk, signal, width }: Run): Promise<Outcome> => {
  const { photo, question, json } = request;
  const source = isAddress(photo) ? desk.source({ kind: 'url', url: photo }) : fileSource(photo);
  const result = await desk.search.search(
    { about: { kind: 'photo', photo: source }, question, fresh: false },
    signal,
  );
  const exitCode = result.offers.length > 0 ? 0 : 3;
  if (json) return { exitCode, stdout: document(jsonDocument(result, photo)), stderr: '' };
  const t = translator(question.language);
  if (exitCode === 3) return { exitCode, stdout: '', stderr: `${t('result-nothing')}\n` };
  const card = resultCard(result, { view: 'terminal', nowMs: desk.clock.now() });
  return { exitCode, stdout: terminalTable(card, width), stderr: '' };
};

/** A request, the desk to search with, and how wide the terminal is. */
export type Run = {
  readonly request: SearchRequest;
  readonly desk: SearchDesk;
  readonly signal: AbortSignal;
  readonly width: number;
};

/** Whoever types the command also runs the program, so the cause that chats keep from people is told here. */
const sentences = ({ code, args, blame, detail }: TusouError, language: Language): string[] => [
  translator(language)(`error-${code}`, args),
  ...(blame !== 'asker' && detail ? [detail] : []),
];

/** What a failed search prints: sentences on stderr, and with `--json` a document with the error's code on stdout. */
export const failedOutcome = (error: unknown, request: { json: boolean; language: Language }): Outcome => {
  const problem = asTusouError(error);
  const message = sentences(problem, request.language).join('\n');
  const exitCode = problem.blame === 'asker' || problem.code === 'config-invalid' ? 2 : 4;
  const stdout = request.json ? document({ error: { code: problem.code, message } }) : '';
  return { exitCode, stdout, stderr: `${message}\n` };
};

/** Runs the command. Never throws. */
export const runSearch = async (run: Run): Promise<Outcome> => {
  const offerId = offerIdFromLink(run.request.photo);
  try {
    return await (offerId ? showOffer(offerId, run) : showMatches(run));
  } catch (error) {
    const { json, question } = run.request;
    return failedOutcome(error, { json, language: question.language });
  }
};
