/** The flow of 2022 to 2025: the picture goes through mtop's `putImage`, the results come from the search service. */
import { TusouError } from '../../domain/errors.ts';
import type { PreparedPhoto } from '../../domain/ports.ts';
import type { Question } from '../../domain/query.ts';
import { get } from '../http.ts';
import { parseImageId } from '../open-platform/parse.ts';
import { at, readText } from '../values.ts';
import { createPictureSearch, type Flow, type Found, foundIn } from './flow.ts';
import { createMtop } from './mtop.ts';
import { offerListIn, parsePageOffer } from './page-offers.ts';
import { type PcWebUrls, pageHeaders } from './urls.ts';
import { blocked, readObject, type Wire, type WireOptions } from './wire.ts';

const PAGE = 'https://s.1688.com/';
const PUT_IMAGE = { name: 'mtop.1688.imageService.putImage', version: '1.0', page: PAGE };
const UPLOAD = 'putImage';
const RESULTS = 'imageSearchOfferResultViewService';
const MAX_ROWS = 40;
const TIMEOUT_MS = 10_000;

/** What handing a picture over gives: its id, and two ids that the search wants back. */
type Handle = { readonly imageId: string; readonly requestId: string; readonly sessionId: string };

/** `imageAppKey` is the constant of the page that uploads pictures; 1688 changes it now and then. */
export type PutImageOptions = WireOptions & { readonly imageAppKey: string };

/** Makes the flow. It knows neither order nor limits: the results come by likeness. */
export const createPutImageFlow = (urls: PcWebUrls, wire: Wire, options: PutImageOptions): Flow => {
  const mtop = createMtop(urls.mtop, wire, options);

  const upload = async ({ jpeg }: PreparedPhoto, signal: AbortSignal): Promise<Handle> => {
    const data = {
      imageBase64: Buffer.from(jpeg).toString('base64'),
      appName: 'searchImageUpload',
      appKey: options.imageAppKey,
    };
    const answer = await mtop.call(PUT_IMAGE, { label: UPLOAD, data }, signal);
    const imageId = parseImageId(at(answer, 'imageId'));
    // A success with the id "0" is a refusal, most often of an outdated constant.
    const detail = `${UPLOAD}: no picture id; if every picture ends so, PC_WEB_IMAGE_APP_KEY is out of date`;
    if (!imageId) throw new TusouError('backend-image-refused', { detail });
    const told = (key: string): string => readText(at(answer, key)) ?? '';
    return { imageId, requestId: told('requestId'), sessionId: told('sessionId') };
  };

  const query = async (
    { imageId, requestId, sessionId }: Handle,
    question: Question,
    signal: AbortSignal,
  ): Promise<Found> => {
    const params = new URLSearchParams({
      tab: 'imageSearch',
      imageAddress: '',
      imageId,
      imageIdList: imageId,
      beginPage: String(question.page),
      pageSize: String(Math.min(question.pageSize, MAX_ROWS)),
      pageName: 'image',
      requestId,
      sessionId,
    });
    const url = `${urls.search}/service/${RESULTS}?${params}`;
    const body = await wire(
      {
        name: RESULTS,
        send: (sending, whole) => {
          const headers = { ...pageHeaders(PAGE), cookie: mtop.session.header() };
          return get({ ...sending, url, headers, timeoutMs: TIMEOUT_MS }, whole);
        },
        read: (reply) => readObject(RESULTS, reply),
      },
      signal,
    );
    const rows = offerListIn(body);
    if (!rows) throw blocked(RESULTS, 'a reply without a list of offers');
    return foundIn(rows, parsePageOffer, null);
  };

  const searchPicture = createPictureSearch<Handle>({
    name: RESULTS,
    clock: options.clock,
    upload,
    query,
    link: ({ imageId }) =>
      `${urls.results}/youyuan/index.htm?${new URLSearchParams({ tab: 'imageSearch', imageId, imageIdList: imageId })}`,
    narrowed: () => false,
  });

  return {
    can: { queries: ['photo'], sorts: ['relevance'], filters: [], maxPageSize: MAX_ROWS },
    search: async (asked, signal) => {
      if (asked.kind !== 'photo') throw new TusouError('backend-unsupported', { detail: asked.kind });
      return searchPicture(asked.photo, asked.question, signal);
    },
    probe: (signal) => mtop.greet(PUT_IMAGE, signal),
  };
};
