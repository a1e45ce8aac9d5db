/** The APIs of `com.alibaba.fenxiao.crossborder` that the simulator serves, each with its one form field. */
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { freightEstimate } from './freight.ts';
import { imageQuery } from './image-query.ts';
import { imageUpload, REFUSED } from './image-upload.ts';
import { keywordQuery, relatedRecommend } from './keyword-query.ts';
import { productDetail } from './product-detail.ts';
import { BadParam, failure } from './replies.ts';
import { sellerOffers } from './seller-offers.ts';

type Handler = (param: string, marketplace: Marketplace) => Promise<Answer>;

/** One API: the form field with its parameters as JSON text, its answer, and its refusal of a picture if it takes one. */
export type CrossborderApi = { readonly param: string; readonly answer: Handler; readonly refused?: Answer };

/** The namespace of these APIs. */
export const CROSSBORDER_NAMESPACE = 'com.alibaba.fenxiao.crossborder';

const refusing =
  (handler: Handler): Handler =>
  async (param, marketplace) => {
    try {
      return await handler(param, marketplace);
    } catch (error) {
      if (error instanceof BadParam) return failure('400', error.message);
      throw error;
    }
  };

/** Every API by its name. */
export const CROSSBORDER_APIS: ReadonlyMap<string, CrossborderApi> = new Map([
  ['product.image.upload', { param: 'uploadImageParam', answer: refusing(imageUpload), refused: REFUSED }],
  ['product.search.imageQuery', { param: 'offerQueryParam', answer: refusing(imageQuery) }],
  ['product.search.keywordQuery', { param: 'offerQueryParam', answer: refusing(keywordQuery) }],
  ['product.search.queryProductDetail', { param: 'offerDetailParam', answer: refusing(productDetail) }],
  ['product.search.querySellerOfferList', { param: 'offerQueryParam', answer: refusing(sellerOffers) }],
  ['product.freight.estimate', { param: 'productFreightQueryParamsNew', answer: refusing(freightEstimate) }],
  ['product.related.recommend', { param: 'relatedQueryParams', answer: refusing(relatedRecommend) }],
]);
