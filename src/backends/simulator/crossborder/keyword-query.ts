/** `product.search.keywordQuery` and `product.related.recommend`: offers by words, and offers like another offer. */
import type { OfferRecord } from '../catalogue.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { listingPage, matchesKeyword } from './listing.ts';
import { keywordQueryParams, readParams, relatedParams } from './params.ts';
import { BadParam, success } from './replies.ts';
import { searchRow } from './rows.ts';

/** Offers whose title has all words of the keyword, best selling first unless a sort is asked for. */
export const keywordQuery = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const asked = readParams(keywordQueryParams, param);
  const found = marketplace.catalogue.offers
    .filter(matchesKeyword(asked.keyword))
    .toSorted((a, b) => b.monthSold - a.monthSold);
  return success(listingPage(marketplace, found, asked));
};

/** What a row of recommendations holds, according to its page. `monthSold` counts 90 days there. */
const recommended = (marketplace: Marketplace, offer: OfferRecord, language: string) => {
  const row = searchRow(marketplace, offer, language);
  return {
    imageUrl: row.imageUrl,
    subject: row.subject,
    subjectTrans: row.subjectTrans,
    priceInfo: { price: row.priceInfo.price },
    offerId: row.offerId,
    monthSold: offer.monthSold * 3,
    sellerIdentities: row.sellerIdentities,
    offerIdentities: row.offerIdentities,
    topCategoryId: row.topCategoryId,
    secondCategoryId: row.secondCategoryId,
    thirdCategoryId: row.thirdCategoryId,
  };
};

/** Offers that look like another one, which is left out. */
export const relatedRecommend = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const asked = readParams(relatedParams, param);
  const { catalogue } = marketplace;
  const at = catalogue.offers.findIndex(({ id }) => id === asked.offerId);
  const features = catalogue.features()[at];
  if (!features) throw new BadParam('offer does not exist');
  const others = marketplace.search(features).filter(({ offer }) => offer.id !== asked.offerId);
  const from = (asked.pageNo - 1) * asked.pageSize;
  return success(
    others
      .slice(from, from + asked.pageSize)
      .map(({ offer }) => recommended(marketplace, offer, asked.language)),
  );
};
