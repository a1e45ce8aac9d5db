/** Document 001: `1688.items.search.img` at `/openapi/router/rest`, signed by MD5 with the secret at both ends. */
import type { OfferRecord } from '../catalogue.ts';
import { firstPrice, yuan } from '../crossborder/rows.ts';
import type { Marketplace } from '../marketplace.ts';
import { type Answer, jsonAnswer, type Protocol } from '../protocol.ts';
import { createRateLimit } from '../rate-limit.ts';
import { BadPicture, decodeBase64, featuresOf, linkedFeatures, storedFeatures } from './pictures.ts';
import { type DialectRequest, readRequest } from './request.ts';
import { categoryIdOf, cut, type Order, ordered, readPaging } from './shelf.ts';
import { md5Sandwich } from './signatures.ts';
import { accessProblem } from './signed-access.ts';
import { invalidArgument, missingArgument, TOP, topError, uploadFailed } from './top-errors.ts';

const METHOD = '1688.items.search.img';
/** The document only asks for "suitable" pictures; this is what keeps a form within the server's limit. */
const PICTURE = { maxBytes: 10 * 1024 * 1024, minSide: 1 };

/** The document names price, sales and likeness; the words are those of the interface of the same name (`_` turns the order round). */
const ORDERS: Readonly<Record<string, Order>> = {
  bid: 'cheapest',
  _bid: 'dearest',
  _sale: 'best-selling',
};

/** What has to be said in `method`, `v` and `format`. */
const callProblem = (params: ReadonlyMap<string, string>): Answer | null => {
  const method = params.get('method');
  if (!method) return topError(TOP.missingMethod);
  if (method !== METHOD) return topError(TOP.invalidMethod);
  if ((params.get('v') ?? '2.0') !== '2.0') return topError(TOP.invalidVersion);
  return (params.get('format') ?? 'json') === 'json' ? null : topError(TOP.invalidFormat);
};

/** The picture in one of its four forms: base64, a file, an id of an earlier upload, or a link. Null when there is none. */
const subjectOf = async (
  { params, files }: DialectRequest,
  marketplace: Marketplace,
): Promise<Float32Array | null> => {
  const [image, imgid, imageUrl] = ['image', 'imgid', 'imageUrl'].map((name) => params.get(name));
  const file = files.get('file');
  if (image) return featuresOf(marketplace, decodeBase64(image), PICTURE);
  if (file) return featuresOf(marketplace, file, PICTURE);
  if (imgid) return storedFeatures(marketplace, imgid);
  return imageUrl ? linkedFeatures(marketplace, imageUrl, PICTURE) : null;
};

const rowOf = (marketplace: Marketplace, offer: OfferRecord) => ({
  num_iid: Number(offer.id),
  title: offer.chinese,
  price: yuan(firstPrice(offer)),
  pic_url: marketplace.pictureUrl(offer),
  sales: offer.monthSold,
});

const search = async (request: DialectRequest, marketplace: Marketplace): Promise<Answer> => {
  const { params } = request;
  const paging = readPaging(params.get('page'), params.get('page_size'));
  if (!paging) return invalidArgument('page', 'or page_size is out of range');
  const sort = params.get('sort');
  if (sort && !Object.hasOwn(ORDERS, sort)) return invalidArgument('sort', 'is not known');
  const features = await subjectOf(request, marketplace);
  if (!features) return missingArgument('image');
  const cat = params.get('cat');
  const found = marketplace
    .search(features)
    .map(({ offer }) => offer)
    .filter((offer) => !cat || categoryIdOf(marketplace, offer) === cat);
  const page = cut(ordered(found, ORDERS[sort ?? ''] ?? null), paging);
  return jsonAnswer(200, {
    items: page.map((offer) => rowOf(marketplace, offer)),
    total: found.length,
    page: paging.page,
    page_size: paging.size,
  });
};

/** The protocol of document 001. `qps` calls are let through in any second. */
export const createMd5Protocol = ({ clock, qps }: Pick<Marketplace, 'clock'> & { qps: number }): Protocol => {
  const isFree = createRateLimit(qps, clock);
  return {
    apiOf: ({ path }) => (/^\/openapi\/router\/rest\/?$/.test(path) ? METHOD : null),
    answer: async (asked, marketplace) => {
      const request = await readRequest(asked);
      const problem = callProblem(request.params) ?? accessProblem(request.params, clock.now(), md5Sandwich);
      if (problem) return problem;
      if (!isFree(METHOD)) return topError(TOP.tooOften);
      try {
        return await search(request, marketplace);
      } catch (error) {
        if (error instanceof BadPicture) return uploadFailed(`the image ${error.message}`);
        throw error;
      }
    },
    fail: (fault) => FAULT_ANSWERS[fault] ?? null,
  };
};

const FAULT_ANSWERS: Readonly<Record<string, Answer>> = {
  qos: topError(TOP.tooOften),
  quota: topError(TOP.usedUp),
  acl: topError(TOP.denied),
  'image-refused': uploadFailed('the image is not clear'),
  'success-false': topError(TOP.remote),
};
