/** `product.search.querySellerOfferList`: a supplier's offers, by the id that details tell. */
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { sellerOpenId } from './facts.ts';
import { listingPage, matchesKeyword } from './listing.ts';
import { readParams, sellerOffersParams } from './params.ts';
import { booleanSuccess } from './replies.ts';

/** What the rows of this API hold, according to its page: less than those of the searches, and nothing about the supplier. */
const MEMBERS = [
  'imageUrl',
  'subject',
  'subjectTrans',
  'offerId',
  'isJxhy',
  'repurchaseRate',
  'monthSold',
  'traceInfo',
  'isOnePsale',
  'priceInfo',
  'createDate',
  'modifyDate',
  'isPatentProduct',
  'offerIdentities',
  'isSelect',
] as const;

/** The page that was asked for; an unknown id has no offers. */
export const sellerOffers = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const asked = readParams(sellerOffersParams, param);
  const { suppliers, offers } = marketplace.catalogue;
  const supplier = suppliers.find((one) => sellerOpenId(one) === asked.sellerOpenId);
  const own = offers
    .filter((offer) => offer.supplier === supplier?.id)
    .filter(matchesKeyword(asked.keyword))
    .toSorted((a, b) => b.monthSold - a.monthSold);
  const page = listingPage(marketplace, own, asked);
  const data = page.data.map((row) => Object.fromEntries(MEMBERS.map((member) => [member, row[member]])));
  return booleanSuccess({ ...page, data });
};
