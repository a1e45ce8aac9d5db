/** `npm run search -- photo.jpg --keyword words`: matching offers for a photo or for words, as a table or as one JSON document. */
import { readFile } from 'node:fs/promises';
import { detailsCard } from '../cards/details-card.ts';
import { jsonDetail } from '../cards/json-document.ts';
import { terminalDetails } from '../cards/terminal-table.ts';
import { TusouError } from '../domain/errors.ts';
import { SEARCH_MODES } from '../domain/query.ts';
import type { PhotoSource } from '../search/topic.ts';
import type { DeskCommand, Run } from './desk-command.ts';
import { LIST_OPTIONS, LIST_USAGE, type ListRequest, readListRequest, showListing } from './listing.ts';
import { offerIdOf, oneOf, readArguments, refuse } from './options.ts';
import { jsonText, type Outcome } from './outcome.ts';
import {
  PHOTO_OPTIONS,
  PHOTO_USAGE,
  type PhotoValues,
  partOptions,
  readPhotoOptions,
} from './photo-options.ts';

/** `more` are further photos of the same product. `byAddress`: the marketplace is to fetch the picture itself. */
type SearchRequest = ListRequest & {
  readonly photo: string | null;
  readonly more: readonly string[];
  readonly byAddress: boolean;
};

const USAGE = `Usage: npm run search -- <photo file | image address | 1688 offer link> [options]
       npm run search -- <photo> <photo> ... [options]     several photos of one product
       npm run search -- --keyword <words> [options]

  --mode same|similar            look for the very product or for the look of it (same)
  --keyword <words>              search by words; with a photo: only offers that also match them
  --by-address                   let 1688 fetch the picture behind a public address by itself
${PHOTO_USAGE}
${LIST_USAGE}`;

const OPTIONS = {
  ...LIST_OPTIONS,
  mode: { type: 'string' },
  keyword: { type: 'string' },
  'by-address': { type: 'boolean' },
  ...PHOTO_OPTIONS,
} as const;

const parse: DeskCommand<SearchRequest>['parse'] = (args, lang) => {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) return 'help';
  const [photo = null, ...more] = positionals;
  const keyword = values.keyword?.trim() || null;
  if (photo === null && keyword === null)
    return refuse('Give a photo file, image address or 1688 link, or words with --keyword.');
  refuseTogether([photo ?? '', ...more], values);
  if (photo === null && values.mode !== undefined) return refuse('--mode goes with a photo.');
  refuseWithoutPhoto(photo, values);
  const { region, ...aboutPhoto } = readPhotoOptions(values);
  const byAddress = values['by-address'] === true;
  if (byAddress && !isAddress(photo ?? '')) return refuse('--by-address goes with the address of a picture.');
  const request = readListRequest(values, lang);
  const mode = oneOf(SEARCH_MODES, values.mode, { option: 'mode', otherwise: 'same' });
  const question = {
    ...request.question,
    mode,
    keyword,
    filters: { ...request.question.filters, region },
    ...aboutPhoto,
  };
  return { ...request, photo, more, byAddress, question };
};

/** The most photos of one product: each costs a search, and more tell nothing new. */
const MOST_PHOTOS = 8;

const refuseWithoutPhoto = (photo: string | null, values: PhotoValues & { 'by-address'?: boolean }): void => {
  const given = (Object.keys(PHOTO_OPTIONS) as (keyof PhotoValues)[]).filter(
    (name) => values[name] !== undefined,
  );
  const options = given.map((name) => `--${name}`).join(', ');
  if (photo === null && given.length > 0) refuse(`${options} goes with a photo.`);
  // 1688 fetches that picture as it is.
  if (values['by-address'] && given.length > 0) refuse(`${options} does not go with --by-address.`);
};

/** Several photos are searched with as they are. */
const refuseTogether = (
  photos: readonly string[],
  values: PhotoValues & { 'by-address'?: boolean },
): void => {
  if (photos.length < 2) return;
  if (photos.length > MOST_PHOTOS) refuse(`Give at most ${MOST_PHOTOS} photos of one product.`);
  const single = [...(values['by-address'] ? ['--by-address'] : []), ...partOptions(values)];
  if (single.length > 0) refuse(`${single.join(', ')}: only with one photo.`);
  if (photos.some((photo) => photo.includes('/') && offerIdOf(photo) !== null))
    refuse('A link to an offer goes alone.');
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
  const sourceOf = (one: string) =>
    isAddress(one) ? run.desk.source({ kind: 'url', url: one }) : fileSource(one);
  const { more } = run.request;
  if (more.length === 0)
    return showListing(run, { about: { kind: 'photo', photo: sourceOf(photo) }, subject: { photo } });
  const photos = [photo, ...more];
  const about = { kind: 'photos', photos: photos.map(sourceOf) } as const;
  return showListing(run, { about, subject: { photo, photos } });
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
