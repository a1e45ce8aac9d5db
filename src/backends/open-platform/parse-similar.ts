/** The rows of `alibaba.cross.similar.offer.search`, which has names and units of its own. */
import { cny } from '../../domain/money.ts';
import { type Badge, type Offer, offerUrl } from '../../domain/offer.ts';
import { at, readCount, readFlag, readImageUrls, readList, readOfferId, readPlainText } from '../values.ts';
import { parseRows, type Rows } from './parse.ts';

/** A page of rows. Titles are Chinese only. */
export const parseSimilarPage = (payload: unknown): Rows =>
  parseRows(readList(at(payload, 'result')), at(payload, 'total'), parseSimilar);

const parseSimilar = (row: unknown): Offer | null => {
  const id = readOfferId(at(row, 'offerId'));
  const title = readPlainText(at(row, 'subject'));
  if (!id || !title) return null;
  const sold = readCount(at(row, 'saleAmount'));
  const places = [at(row, 'province'), at(row, 'city')].map(readPlainText).filter(Boolean);
  const badges: readonly Badge[] = readFlag(at(row, 'shili')) === true ? ['power-merchant'] : [];
  return {
    id,
    title,
    titleTranslated: null,
    url: offerUrl(id),
    imageUrl: readImageUrls(at(row, 'imageUrl'))[0] ?? null,
    price: parsePrice(at(row, 'oldPrice')),
    tiers: [],
    skuPrices: null,
    moq: readCount(at(row, 'quantityBegin')) || null,
    unit: readPlainText(at(row, 'unit')),
    sold: sold === null ? null : { count: sold, period: 'total' },
    repurchaseRate: null,
    supplier: { id: null, name: null, badges, years: null, location: places.join(' ') || null, score: null },
    match: null,
  };
};

/** `oldPrice` is a whole number of fen (measured); the unit of `price` beside it is not known, so that one is not read. */
const parsePrice = (value: unknown): Offer['price'] => {
  const fen = readCount(value);
  return fen ? cny(fen) : null;
};
