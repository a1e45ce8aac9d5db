/** Lists of offers, whatever they were asked with: the options that they share, and how they are shown, page after page. */
import { type JsonSubject, jsonDocument } from '../cards/json-document.ts';
import { resultCard } from '../cards/result-card.ts';
import { terminalTable } from '../cards/terminal-table.ts';
import { asTusouError, type TusouError } from '../domain/errors.ts';
import type { Supplier, SupplierScores } from '../domain/offer.ts';
import { MOST_QUANTITY } from '../domain/pricing.ts';
import {
  LANGUAGES,
  languageOf,
  NO_FILTERS,
  plainQuestion,
  type Question,
  SORT_ORDERS,
} from '../domain/query.ts';
import type { Note, SearchResult } from '../domain/result.ts';
import { translator } from '../i18n/translate.ts';
import { followedFor, ignoredLimits, type Limit, limitsOf } from '../search/narrow.ts';
import { pagesOf } from '../search/paging.ts';
import { type About, queryKindOf } from '../search/topic.ts';
import type { Request, Run } from './desk-command.ts';
import { amount, oneOf, refuse, wholeNumber } from './options.ts';
import { exitCodeOf, jsonProblem, jsonText, type Outcome, problemText } from './outcome.ts';

/** Options of every list. */
export const LIST_OPTIONS = {
  sort: { type: 'string' },
  page: { type: 'string' },
  'page-size': { type: 'string' },
  'max-pages': { type: 'string' },
  'min-price': { type: 'string' },
  'max-price': { type: 'string' },
  moq: { type: 'string' },
  quantity: { type: 'string' },
  category: { type: 'string' },
  'free-shipping': { type: 'boolean' },
  'strong-supplier': { type: 'boolean' },
  language: { type: 'string' },
  fresh: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What `LIST_OPTIONS` mean, for the usage texts. */
export const LIST_USAGE = `  --sort relevance|price|sales|price-desc|score
                                 order of the offers (relevance)
  --page <n>                     page to show, from 1 (1)
  --page-size <n>                offers on a page, 1 to 50 (6)
  --max-pages <n>                go on for so many pages, at most to the first empty one (1)
  --min-price <yuan>             cheapest price, such as 2.50
  --max-price <yuan>             highest price
  --moq <n>                      only offers whose minimum order is at most n pieces
  --quantity <n>                 prices and totals for so many pieces
  --category <id>                only this category of 1688
  --free-shipping                only offers without freight
  --strong-supplier              only suppliers that 1688 marks as strong
  --fresh                        ask 1688 again, even for what is remembered
  --language en|zh|ru|es|vi      language of titles and texts (from LANG)
  --json                         print one JSON document and nothing else

Exit codes: 0 found, 2 bad input, 3 nothing found, 4 backend failed.`;

type Value = string | boolean | undefined;
type ListValues = { readonly [Name in keyof typeof LIST_OPTIONS]?: Value };

/** A list to be shown. */
export type ListRequest = Request & {
  readonly question: Question;
  readonly maxPages: number;
  readonly fresh: boolean;
};

const text = (value: Value): string | undefined => (typeof value === 'string' ? value : undefined);

const category = (value: Value): string | null => {
  if (value === undefined) return null;
  return /^\d{1,20}$/.test(String(value))
    ? String(value)
    : refuse('--category takes the digits of a category of 1688.');
};

const pageNumbers = (values: ListValues): Pick<Question, 'page' | 'pageSize'> & { maxPages: number } => ({
  page: wholeNumber(text(values.page), 'page', { min: 1, max: 1000, otherwise: 1 }),
  pageSize: wholeNumber(text(values['page-size']), 'page-size', { min: 1, max: 50, otherwise: 6 }),
  maxPages: wholeNumber(text(values['max-pages']), 'max-pages', { min: 1, max: 1000, otherwise: 1 }),
});

/** Reads the options of a list. Throws `input-invalid` that names the option. */
export const readListRequest = (values: ListValues, lang: string | undefined): ListRequest => {
  const language = oneOf(LANGUAGES, text(values.language), {
    option: 'language',
    otherwise: languageOf(lang),
  });
  const { maxPages, ...numbers } = pageNumbers(values);
  const quantity = wholeNumber(text(values.quantity), 'quantity', {
    min: 1,
    max: MOST_QUANTITY,
    otherwise: null,
  });
  const question: Question = {
    ...plainQuestion(language),
    ...numbers,
    ...(quantity !== null && { quantity }),
    sort: oneOf(SORT_ORDERS, text(values.sort), { option: 'sort', otherwise: 'relevance' }),
    minPrice: amount(text(values['min-price']), 'min-price'),
    maxPrice: amount(text(values['max-price']), 'max-price'),
    filters: {
      ...NO_FILTERS,
      categoryId: category(values.category),
      moqAtMost: wholeNumber(text(values.moq), 'moq', { min: 1, max: 999_999_999, otherwise: null }),
      freeShipping: values['free-shipping'] === true,
      strongSupplier: values['strong-supplier'] === true,
    },
  };
  if (question.minPrice && question.maxPrice && question.minPrice.fen > question.maxPrice.fen)
    return refuse('--min-price is higher than --max-price.');
  return { json: values.json === true, language, question, maxPages, fresh: values.fresh === true };
};

/** Where a limit was set, so that one without effect can be named. */
const SET_BY: Readonly<Record<Limit, string>> = {
  price: '--min-price, --max-price',
  keyword: '--keyword',
  categoryId: '--category',
  moqAtMost: '--moq',
  freeShipping: '--free-shipping',
  strongSupplier: '--strong-supplier',
  region: '--region',
};

/** What there is to say when the first page is empty. */
const NOTHING: Readonly<Record<SearchResult['about'], string>> = {
  photo: 'result-nothing',
  'picture-url': 'result-nothing',
  keyword: 'result-nothing-words',
  related: 'result-nothing-related',
  supplier: 'result-nothing-supplier',
};

const nothingKey = (about: SearchResult['about'], question: Question): string =>
  limitsOf(question).length > 0 ? 'result-nothing-limits' : NOTHING[about];

/** A list: what it is about, as the search and as the document say it, and who sells, where the list is a supplier's. */
export type Listing = {
  readonly about: About;
  readonly subject: JsonSubject;
  readonly supplier?: { readonly supplier: Supplier; readonly scores: SupplierScores };
};

/** Pages as they come, with the failure that ended them; a failure of the first page is thrown. */
const turnPages = async (
  { request, desk, signal }: Run<ListRequest>,
  about: About,
  show: (page: SearchResult) => void,
): Promise<{ pages: SearchResult[]; failure: TusouError | null }> => {
  const { question, fresh, maxPages } = request;
  const pages: SearchResult[] = [];
  try {
    for await (const page of pagesOf(desk.search.search, { about, question, fresh }, { maxPages, signal })) {
      pages.push(page);
      show(page);
    }
    return { pages, failure: null };
  } catch (error) {
    if (pages.length === 0) throw error;
    return { pages, failure: asTusouError(error) };
  }
};

/** Prints each page when it is there; a note is said once for all pages. */
const tablePrinter = (
  { desk, width, print }: Run<ListRequest>,
  ignored: readonly Limit[],
): ((page: SearchResult) => void) => {
  const said = new Set<Note>();
  const options = ignored.map((limit) => SET_BY[limit]).join(', ');
  return (page) => {
    const notes = page.notes.filter((note) => !said.has(note));
    for (const note of notes) said.add(note);
    const card = resultCard({ ...page, notes }, { view: 'terminal', nowMs: desk.clock.now() });
    const told = card.notes.map((sentence, index) =>
      notes[index] === 'filter-ignored' && options !== '' ? `${sentence} (${options})` : sentence,
    );
    if (page.offers.length > 0) print(`${terminalTable({ ...card, notes: told }, width)}\n`);
  };
};

/** Shows a list: a table page by page, or one document when all pages are there. What came before a failure is kept. */
export const showListing = async (run: Run<ListRequest>, listing: Listing): Promise<Outcome> => {
  const { request, desk } = run;
  const { json, language, question } = request;
  const filtersIgnored = ignoredLimits(question, followedFor(queryKindOf(listing.about), desk.backend.can));
  const show = json ? () => {} : tablePrinter(run, filtersIgnored);
  const { pages, failure } = await turnPages(run, listing.about, show);
  const found = pages.some(({ offers }) => offers.length > 0);
  const exitCode = found ? 0 : failure ? exitCodeOf(failure) : 3;
  const stdout = json
    ? jsonText(
        jsonDocument(pages, {
          ...listing,
          question,
          filtersIgnored,
          failure: failure && jsonProblem(failure, language),
        }),
      )
    : '';
  const nothing =
    question.page > 1 ? 'result-nothing-more' : nothingKey(queryKindOf(listing.about), question);
  const said = [
    ...(found || json ? [] : [translator(language)(nothing)]),
    ...(failure ? [problemText(failure, language)] : []),
  ];
  return { exitCode, stdout, stderr: said.map((line) => `${line}\n`).join('') };
};
