/** Document 002: `alibaba.product.image.search`, signed by HMAC-SHA1 in Base64 without the path; same or similar goods. */
import { matchOf } from '../../../images/features.ts';
import type { OfferRecord } from '../catalogue.ts';
import { firstPrice, wholeOf, yuan } from '../crossborder/rows.ts';
import type { Marketplace } from '../marketplace.ts';
import { type Answer, jsonAnswer, type Protocol } from '../protocol.ts';
import { createRateLimit } from '../rate-limit.ts';
import { BadPicture, decodeBase64, featuresOf, linkedFeatures } from './pictures.ts';
import { cut, isStrong, readPaging } from './shelf.ts';
import { hmacBase64 } from './signatures.ts';
import { accessProblem } from './signed-access.ts';
import { invalidArgument, missingArgument, TOP, topError, uploadFailed } from './top-errors.ts';

const API = 'alibaba.product.image.search';
const PATH = /^\/openapi\/param2\/1\/com\.alibaba\.product\/alibaba\.product\.image\.search\/?$/;

/** JPG or PNG of at most 5 MB and at least 300x300: the document's rules. */
const MAX_BYTES = 5 * 1024 * 1024;
const PICTURE = { maxBytes: MAX_BYTES, minSide: 300 };

const TOO_LARGE: Answer = {
  status: 413,
  type: 'text/html;charset=UTF-8',
  body: '<html><h1>413 Request Entity Too Large</h1></html>',
};

/** The document's way of turning away who asks too often is HTTP 403. */
const TOO_OFTEN = topError(TOP.tooOften, 403);

type Params = ReadonlyMap<string, string>;

/** `searchType` 1 wants the very goods and what is closest to them; 2 wants other goods that look like them. */
const MODES: Readonly<Record<string, (likeness: number) => boolean>> = {
  1: () => true,
  2: (likeness) => matchOf(likeness).level !== 'same',
};

const rowOf = (marketplace: Marketplace, offer: OfferRecord) => ({
  offerId: Number(offer.id),
  subject: offer.chinese,
  price: yuan(firstPrice(offer)),
  minOrder: offer.moq,
  sellerNick: wholeOf(marketplace, offer).supplier.name,
  isGoldSupplier: isStrong(marketplace, offer),
  imageUrl: marketplace.pictureUrl(offer),
  detailUrl: `https://detail.1688.com/offer/${offer.id}.html`,
});

const subjectOf = async (params: Params, marketplace: Marketplace): Promise<Float32Array | Answer> => {
  const imgBase64 = params.get('imgBase64');
  const imgUrl = params.get('imgUrl');
  if (!imgBase64) return imgUrl ? linkedFeatures(marketplace, imgUrl, PICTURE) : missingArgument('imgBase64');
  const bytes = decodeBase64(imgBase64);
  return bytes.length > MAX_BYTES ? TOO_LARGE : featuresOf(marketplace, bytes, PICTURE);
};

const search = async (params: Params, marketplace: Marketplace): Promise<Answer> => {
  const searchType = params.get('searchType');
  if (!searchType) return missingArgument('searchType');
  const wanted = Object.hasOwn(MODES, searchType) ? MODES[searchType] : undefined;
  if (!wanted) return invalidArgument('searchType', 'is neither 1 nor 2');
  const paging = readPaging(params.get('page'), params.get('pageSize'));
  if (!paging) return invalidArgument('page', 'or pageSize is out of range');
  const subject = await subjectOf(params, marketplace);
  if (!(subject instanceof Float32Array)) return subject;
  const found = marketplace
    .search(subject)
    .flatMap(({ offer, likeness }) => (wanted(likeness) ? [offer] : []));
  const itemList = cut(found, paging).map((offer) => rowOf(marketplace, offer));
  return jsonAnswer(200, {
    alibaba_product_image_search_response: { result: { total: found.length, itemList } },
  });
};

/** The protocol of document 002. `qps` calls are let through in any second. */
export const createHmacBase64Protocol = ({
  clock,
  qps,
}: Pick<Marketplace, 'clock'> & { qps: number }): Protocol => {
  const isFree = createRateLimit(qps, clock);
  return {
    apiOf: ({ path }) => (PATH.test(path) ? API : null),
    answer: async ({ method, params }, marketplace) => {
      if (method !== 'POST') return topError({ code: 9, msg: 'Http Action Not Allowed' });
      const problem = accessProblem(params, clock.now(), hmacBase64);
      if (problem) return problem;
      if (!isFree(API)) return TOO_OFTEN;
      try {
        return await search(params, marketplace);
      } catch (error) {
        if (error instanceof BadPicture) return uploadFailed(`the image ${error.message}`);
        throw error;
      }
    },
    fail: (fault) => FAULT_ANSWERS[fault] ?? null,
  };
};

const FAULT_ANSWERS: Readonly<Record<string, Answer>> = {
  qos: TOO_OFTEN,
  quota: topError(TOP.usedUp),
  acl: topError(TOP.denied),
  'image-refused': uploadFailed('the image has a wrong format'),
  'success-false': topError(TOP.remote),
  'too-large': TOO_LARGE,
};
