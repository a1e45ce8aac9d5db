/** Made-up chats, offers and answers for tests: complete and plain, to be varied by the test that uses them. */
import type { ChatRef, Inbound, MessageRef, PhotoRef, UserRef } from '../../src/domain/chat.ts';
import { cny } from '../../src/domain/money.ts';
import { type Offer, type OfferDetail, offerUrl, UNTOLD_DETAIL } from '../../src/domain/offer.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import type { SearchResult } from '../../src/domain/result.ts';

/** A private Telegram chat. */
export const chat: ChatRef = { platform: 'telegram', id: '42', thread: null, kind: 'private', via: null };

/** Somebody who reads English. */
export const asker: UserRef = { id: '7', language: 'en' };

/** One of the chat's messages. */
export const message = (id: string): MessageRef => ({ chat, id });

/** A photo that Telegram holds. */
export const photoRef: Extract<PhotoRef, { kind: 'platform' }> = {
  kind: 'platform',
  platform: 'telegram',
  fileId: 'file-1',
  uniqueId: 'unique-1',
  name: null,
  bytes: 1000,
};

/** What every event has: who, where, and the platform's key. */
export const arrival = { key: 'tg:1', chat, from: asker, message: message('10') };

/** Photos that somebody sent; the one above when none is named. */
export const photosEvent = (...photos: PhotoRef[]): Inbound => ({
  ...arrival,
  kind: 'photos',
  photos: photos.length > 0 ? photos : [photoRef],
  caption: null,
});

/** A complete offer; the id gives it its own link. */
export const offer = (id: string, change: Partial<Offer> = {}): Offer => ({
  id,
  title: '不锈钢水壶',
  titleTranslated: 'Stainless steel bottle',
  url: offerUrl(id),
  imageUrl: `https://cbu01.alicdn.com/img/ibank/${id}-0-cib.jpg`,
  price: cny(1250),
  tiers: [],
  skuPrices: null,
  moq: 2,
  unit: null,
  sold: { count: 1340, period: 'month' },
  repurchaseRate: 0.13,
  supplier: {
    id: null,
    name: '义乌示例厂',
    badges: ['verified-member'],
    years: 6,
    location: '浙江义乌',
    score: 4.5,
  },
  match: null,
  ...change,
});

/** The same offer in full, with two price tiers. */
export const offerDetail = (id: string, change: Partial<OfferDetail> = {}): OfferDetail => ({
  ...UNTOLD_DETAIL,
  ...offer(id),
  tiers: [
    { minQuantity: 2, price: cny(1250) },
    { minQuantity: 100, price: cny(1180) },
  ],
  unit: '个',
  images: [`https://cbu01.alicdn.com/img/ibank/${id}-0-cib.jpg`],
  stock: 5000,
  attributes: [{ name: '材质', value: '304' }],
  ...change,
});

/** An answer with these offers, to the plain question. */
export const searchResult = (offers: readonly Offer[], change: Partial<SearchResult> = {}): SearchResult => ({
  backend: 'open-platform',
  about: 'photo',
  question: plainQuestion('en'),
  total: 42,
  offers,
  notes: [],
  askedAtMs: 0,
  fromMemory: false,
  timings: {},
  ...change,
});
