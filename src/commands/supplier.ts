/** `npm run supplier -- 610947572360`: who sells an offer, and what else they sell. */
import { jsonDocument } from '../cards/json-document.ts';
import { supplierLines } from '../cards/supplier-lines.ts';
import { printable } from '../cards/terminal-table.ts';
import { asTusouError, type TusouError } from '../domain/errors.ts';
import type { OfferDetail } from '../domain/offer.ts';
import { translator } from '../i18n/translate.ts';
import type { DeskCommand, Run } from './desk-command.ts';
import { LIST_OPTIONS, LIST_USAGE, type ListRequest, readListRequest, showListing } from './listing.ts';
import { offerIdOf, readArguments, refuse } from './options.ts';
import { exitCodeOf, jsonProblem, jsonText, type Outcome } from './outcome.ts';

type SupplierRequest = ListRequest & { readonly word: string };

/** The offer by which a supplier is named, or null where the word names the supplier itself: its id may look like an offer's. */
const namingOffer = async ({ request, desk, signal }: Run<SupplierRequest>): Promise<OfferDetail | null> => {
  const { word, language, fresh } = request;
  const id = offerIdOf(word);
  if (id === null) return null;
  try {
    return await desk.search.offer(id, language, { fresh, signal });
  } catch (error) {
    if (asTusouError(error).code === 'offer-not-found' && id === word) return null;
    throw error;
  }
};

const shownSupplier = ({ supplier, supplierScores: scores }: OfferDetail) => ({ supplier, scores });

/** What the offer told about its supplier is all there is: the supplier has no id to ask with, or asking for its offers failed. */
const supplierAlone = (
  { request }: Run<SupplierRequest>,
  detail: OfferDetail,
  error: TusouError | null,
): Outcome => {
  const { json, question, language, word } = request;
  const t = translator(language);
  const failure = error && jsonProblem(error, language);
  const subject = { supplier: detail.supplier.id ?? word };
  const listing = { subject, question, filtersIgnored: [], failure, supplier: shownSupplier(detail) };
  const sentence = failure ? `${t('part-supplier-offers')}: ${failure.message}` : t('result-no-supplier');
  return {
    exitCode: error ? exitCodeOf(error) : 3,
    stdout: json ? jsonText(jsonDocument([], listing)) : '',
    stderr: json && !failure ? '' : `${sentence}\n`,
  };
};

const heading = (detail: OfferDetail, { request, print }: Run<SupplierRequest>): void => {
  const lines = supplierLines(detail, request.language);
  if (!request.json) print(`${lines.map(printable).join('\n')}\n\n`);
};

/** The command. */
export const supplierCommand: DeskCommand<SupplierRequest> = {
  usage: `Usage: npm run supplier -- <supplier id | offer id | 1688 offer link> [options]

${LIST_USAGE}`,
  parse: (args, lang) => {
    const { values, positionals } = readArguments(args, LIST_OPTIONS);
    if (values.help) return 'help';
    const [word = '', ...more] = positionals;
    if (word.trim() === '' || more.length > 0)
      return refuse('Give exactly one supplier id, offer id or 1688 offer link.');
    return { ...readListRequest(values, lang), word: word.trim() };
  },
  run: async (run) => {
    const detail = await namingOffer(run);
    if (detail && detail.supplier.id === null) return supplierAlone(run, detail, null);
    if (detail) heading(detail, run);
    const supplierId = detail?.supplier.id ?? run.request.word;
    try {
      return await showListing(run, {
        about: { kind: 'supplier', supplierId },
        subject: { supplier: supplierId },
        ...(detail && { supplier: shownSupplier(detail) }),
      });
    } catch (error) {
      run.signal.throwIfAborted();
      if (!detail) throw error;
      return supplierAlone(run, detail, asTusouError(error));
    }
  },
};
