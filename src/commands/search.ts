/** `npm run search -- photo.jpg --keyword words`: matching offers for a photo or for words, as a table or as one JSON document. */
import { readFile } from 'node:fs/promises';
import { detailsCard } from '../cards/details-card.ts';
import { jsonDetail } from '../cards/json-document.ts';
import { terminalDetails } from '../cards/terminal-table.ts';
import { TusouError } from '../domain/errors.ts';
import { type Filters, SEARCH_MODES } from '../domain/query.ts';
import type { PhotoSource } from '../search/topic.ts';
import type { DeskCommand, Run } from './desk-command.ts';
import { LIST_OPTIONS, LIST_USAGE, type ListRequest, readListRequest, showListing } from './listing.ts';
import { offerIdOf, oneOf, readArguments, refuse } from './options.ts';
import { jsonText, type Outcome } from './outcome.ts';

/** `byAddress`: the marketplace is to fetch the picture itself. */
type SearchRequest = ListRequest & { readonly photo: string | null; readonly byAddress: boolean };

const USAGE = `Usage: npm run search -- <photo file | image address | 1688 offer link> [options]
       npm run search -- --keyword <words> [options]

  --mode same|similar            look for the very product or for the look of it (same)
  --keyword <words>              search by words; with a photo: only offers that also match them
  --by-address                   let 1688 fetch the picture behind a public address by itself
  --region <l,t,r,b>             look only at this part of the photo: left, top, right and bottom edge in
                                 pixels of the photo as it is sent, its longer side at most 800
${LIST_USAGE}`;

const OPTIONS = {
  ...LIST_OPTIONS,
  mode: { type: 'string' },
  keyword: { type: 'string' },
  'by-address': { type: 'boolean' },
  region: { type: 'string' },
} as const;

const regionOf = (value: string | undefined): Filters['region'] => {
  if (value === undefined) return null;
  const edges = /^\d{1,4}(,\d{1,4}){3}$/.test(value) ? value.split(',').map(Number) : [];
  const [left = 0, top = 0, right = 0, bottom = 0] = edges;
  if (left < right && top < bottom) return { left, top, right, bottom };
  return refuse('--region takes four edges in pixels: left,top,right,bottom.');
};

const parse: DeskCommand<SearchRequest>['parse'] = (args, lang) => {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) return 'help';
  const [photo = null, ...more] = positionals;
  const keyword = values.keyword?.trim() || null;
  if (more.length > 0 || (photo === null && keyword === null))
    return refuse('Give exactly one photo file, image address or 1688 link, or words with --keyword.');
  if (photo === null && values.mode !== undefined) return refuse('--mode goes with a photo.');
  const region = regionOf(values.region);
  if (photo === null && region !== null) return refuse('--region goes with a photo.');
  const byAddress = values['by-address'] === true;
  if (byAddress && !isAddress(photo ?? '')) return refuse('--by-address goes with the address of a picture.');
  const request = readListRequest(values, lang);
  const mode = oneOf(SEARCH_MODES, values.mode, { option: 'mode', otherwise: 'same' });
  const filters = { ...request.question.filters, region };
  return { ...request, photo, byAddress, question: { ...request.question, mode, keyword, filters } };
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

const byPhoto = (photo: string, run: Run<SearchRequest>): Promise<Outcome> => {
  if (run.request.byAddress)
    return showListing(run, { about: { kind: 'picture-url', url: photo }, subject: { photo } });
  const source = isAddress(photo) ? run.desk.source({ kind: 'url', url: photo }) : fileSource(photo);
  return showListing(run, { about: { kind: 'photo', photo: source }, subject: { photo } });
};

/** Without a photo the words are what is searched with, and narrow nothing. */
const byWords = (keyword: string, run: Run<SearchRequest>): Promise<Outcome> => {
  const { request } = run;
  const question = { ...request.question, keyword: null };
  return showListing(
    { ...run, request: { ...request, question } },
    { about: { kind: 'keyword', keyword }, subject: { keyword } },
  );
};

const showOffer = async (
  id: string,
  { request, desk, signal, print }: Run<SearchRequest>,
): Promise<Outcome> => {
  const { json, language, fresh } = request;
  const detail = await desk.search.offer(id, language, { fresh, signal });
  if (!json) print(terminalDetails(detailsCard(detail, { view: 'terminal', language, back: null })));
  const document = () => jsonText({ query: { offer: id, language }, offer: jsonDetail(detail) });
  return { exitCode: 0, stdout: json ? document() : '', stderr: '' };
};

/** The command. A link to an offer shows that offer. */
export const searchCommand: DeskCommand<SearchRequest> = {
  usage: USAGE,
  parse,
  run: async (run) => {
    const { photo, question } = run.request;
    if (photo === null) return byWords(question.keyword ?? '', run);
    const offerId = photo.includes('/') ? offerIdOf(photo) : null;
    return offerId === null ? byPhoto(photo, run) : showOffer(offerId, run);
  },
};
