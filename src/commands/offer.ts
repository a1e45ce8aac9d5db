/** `npm run offer -- 610947572360`: offers in full, by id or link, one or a whole file of them. */
import { readFile } from 'node:fs/promises';
import { detailsCard } from '../cards/details-card.ts';
import { dossierSections } from '../cards/dossier-sections.ts';
import { jsonComplete, jsonOfferWithFreight } from '../cards/json-document.ts';
import { printable, terminalDetails } from '../cards/terminal-table.ts';
import { TusouError } from '../domain/errors.ts';
import type { FreightRequest } from '../domain/ports.ts';
import { MOST_QUANTITY } from '../domain/pricing.ts';
import { LANGUAGES, languageOf } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';
import { lookUpAll } from '../search/batch.ts';
import { createDossiers, type Dossier } from '../search/dossier.ts';
import type { DeskCommand, Request, Run } from './desk-command.ts';
import { offerIdOf, oneOf, readArguments, refuse, wholeNumber } from './options.ts';
import { exitCodeOf, jsonProblem, jsonText, type Outcome, problemText } from './outcome.ts';

/** Offers to be shown, by what was typed: ids or links, and a file of such. */
export type OffersRequest = Request & {
  readonly inputs: readonly string[];
  readonly file: string | null;
  readonly complete: boolean;
  readonly fresh: boolean;
  readonly quantity: number | null;
  readonly freightTo: Omit<FreightRequest, 'offerId'> | null;
};

const USAGE = `Usage: npm run offer -- <offer id | 1688 offer link> ... [options]

  --file <path>                  also the ids or links in this file, one a line; lines after # are notes
  --complete                     everything known: product, supplier with its other offers, trade, reviews
  --freight-to <p,c,d>           freight to a district: 1688's codes of province, city and district
  --quantity <n>                 what so many pieces cost, and their freight (of 1)
  --fresh                        ask 1688 again, even for what is remembered
  --language en|zh|ru|es|vi      language of titles and texts (from LANG)
  --json                         print one JSON document and nothing else

Offers that cannot be had are listed with the reason, and do not stop the others.
Exit codes: 0 found at least one, 2 bad input, 3 no such offer, 4 backend failed.`;

const OPTIONS = {
  file: { type: 'string' },
  complete: { type: 'boolean' },
  'freight-to': { type: 'string' },
  quantity: { type: 'string' },
  fresh: { type: 'boolean' },
  language: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const freightTo = (to: string | undefined, pieces: number): OffersRequest['freightTo'] => {
  if (to === undefined) return null;
  const codes = /^(\d{1,12}),(\d{1,12}),(\d{1,12})$/.exec(to);
  const [, provinceCode = '', cityCode = '', districtCode = ''] =
    codes ?? refuse('--freight-to takes three codes of 1688: province,city,district.');
  return { provinceCode, cityCode, districtCode, quantity: pieces };
};

const parse: DeskCommand<OffersRequest>['parse'] = (args, lang) => {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) return 'help';
  if (positionals.length === 0 && values.file === undefined)
    return refuse('Give offer ids or 1688 offer links, or --file with a file of them.');
  const quantity = wholeNumber(values.quantity, 'quantity', { min: 1, max: MOST_QUANTITY, otherwise: null });
  return {
    inputs: positionals,
    file: values.file ?? null,
    complete: values.complete === true,
    fresh: values.fresh === true,
    quantity,
    freightTo: freightTo(values['freight-to'], quantity ?? 1),
    json: values.json === true,
    language: oneOf(LANGUAGES, values.language, { option: 'language', otherwise: languageOf(lang) }),
  };
};

/** The lines of a file of ids, without notes and blank lines. */
const readLines = async (path: string): Promise<string[]> => {
  try {
    const lines = (await readFile(path, 'utf8')).replace(/^\ufeff/, '').split(/\r?\n/);
    return lines.map((line) => line.replace(/(^|\s)#.*$/, '').trim()).filter((line) => line !== '');
  } catch (cause) {
    const reason = `There is no readable file at ${path}.`;
    throw new TusouError('input-invalid', { detail: 'id file not readable', args: { reason }, cause });
  }
};

type Failed = { readonly input: string; readonly id: string | null; readonly error: TusouError };
type Answers = { readonly dossiers: readonly Dossier[]; readonly failed: readonly Failed[] };

const unreadable = (input: string): Failed => {
  const reason = 'Offers are named by an id of 6 to 24 digits or by a link to 1688.';
  return { input, id: null, error: new TusouError('input-invalid', { detail: reason, args: { reason } }) };
};

/** How many offers are in the works at once: enough to fill the call budget while some of them wait for an answer. */
const CONCURRENCY = 8;

/** Looks all offers up, each once, and shows each as soon as it and those before it are there. */
const openAll = async (
  { request, desk, signal }: Run<OffersRequest>,
  show: (dossier: Dossier) => void,
): Promise<Answers> => {
  const inputs = [...request.inputs, ...(request.file === null ? [] : await readLines(request.file))];
  const byId = new Map(inputs.map((input) => [offerIdOf(input) ?? input, input]));
  const failed = inputs.filter((input) => offerIdOf(input) === null).map(unreadable);
  const ids = [...byId.keys()].filter((id) => offerIdOf(id) === id);
  const dossiers: Dossier[] = [];
  const open = createDossiers(desk);
  const lookUp = (id: string, stop: AbortSignal) =>
    open({ ...request, id, supplierOffers: request.complete }, stop);
  for await (const one of lookUpAll(ids, { lookUp, concurrency: CONCURRENCY, signal })) {
    if ('found' in one) {
      dossiers.push(one.found);
      show(one.found);
    } else {
      failed.push({ input: byId.get(one.id) ?? one.id, id: one.id, error: one.failure });
    }
  }
  return { dossiers, failed };
};

/** 0 as soon as there is something; else what is worst: the backend's trouble before a wrong id before bad input. */
const exitCode = ({ dossiers, failed }: Answers): Outcome['exitCode'] => {
  if (dossiers.length > 0) return 0;
  const codes = failed.map(({ error }) => exitCodeOf(error));
  return codes.includes(4) ? 4 : codes.includes(3) ? 3 : 2;
};

const jsonAnswers = ({ dossiers, failed }: Answers, request: OffersRequest) => {
  const { language, complete, freightTo: to } = request;
  const shown = complete ? jsonComplete : jsonOfferWithFreight;
  return {
    query: { offers: dossiers.length + failed.length, complete, freightTo: to, language },
    offers: dossiers.map((dossier) =>
      shown({
        ...dossier,
        failures: dossier.failures.map(({ part, error }) => ({ part, ...jsonProblem(error, language) })),
      }),
    ),
    failures: failed.map(({ input, id, error }) => ({ input, id, ...jsonProblem(error, language) })),
  };
};

const asText = (dossier: Dossier, { request: { language, quantity } }: Run<OffersRequest>): string => {
  const at = { view: 'terminal', language, back: null, quantity: quantity ?? undefined };
  const card = detailsCard(dossier.detail, at);
  const sections = [...card.sections, ...dossierSections(dossier, language)];
  const missing = dossier.failures.map(
    ({ part, error }) => `${translator(language)(`part-${part}`)}: ${problemText(error, language)}`,
  );
  return `${[terminalDetails({ ...card, sections }), ...missing].join('\n')}\n`;
};

/** The command. */
export const offersCommand: DeskCommand<OffersRequest> = {
  usage: USAGE,
  parse,
  run: async (run) => {
    const { request, print } = run;
    const { json, language } = request;
    const failureLine = ({ input, error }: Failed) =>
      `${printable(input)}: ${problemText(error, language)}\n`;
    const answers = await openAll(run, json ? () => {} : (dossier) => print(asText(dossier, run)));
    return {
      exitCode: exitCode(answers),
      stdout: json ? jsonText(jsonAnswers(answers, request)) : '',
      stderr: answers.failed.map(failureLine).join(''),
    };
  },
};
