/** What so many pieces of an offer cost, in words: one line for lists, and all there is to say where there is room. */
import type { Money } from '../domain/money.ts';
import { moneyText } from '../domain/money.ts';
import type { Offer } from '../domain/offer.ts';
import { type MoneyRange, type Quote, quote } from '../domain/pricing.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { countText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { approximateRange } from './beside-yuan.ts';

type For = { readonly language: Language; readonly rate?: Rate | null | undefined };

/** `"¥12.50"`, or both ends of a range. */
export const rangeText = ({ lowest, highest }: MoneyRange): string =>
  lowest.fen === highest.fen ? moneyText(lowest) : `${moneyText(lowest)}–${moneyText(highest)}`;

/** An amount with what it is in the reader's currency, where there is one. */
export const besideText = (money: MoneyRange, { language, rate }: For): string =>
  [rangeText(money), rate ? approximateRange(money, rate, language) : null].filter(Boolean).join(' ');

const besideOne = (money: Money, reader: For): string =>
  besideText({ lowest: money, highest: money }, reader);

/** Why more is ordered than was asked for. */
const raiseText = ({ raised, pieces, asked }: Quote, { lots }: Offer, t: Translate): string[] => {
  const said = { pieces: String(pieces), asked: String(asked) };
  if (raised.includes('batch')) return [t('quote-batch', { ...said, batch: String(lots?.batch) })];
  return raised.includes('moq') ? [t('quote-moq', said)] : [];
};

const nextText = ({ next }: Quote, price: (money: Money) => string, t: Translate): string[] =>
  next
    ? [
        t(next.isLess ? 'quote-next-less' : 'quote-next', {
          price: price(next.price),
          from: String(next.pieces),
          away: String(next.away),
        }),
      ]
    : [];

/** From which sum or number of pieces a mixed order is taken; nothing where the seller names neither. */
export const mixedText = (mixed: NonNullable<Offer['lots']>['mixed'], t: Translate): string | null => {
  const amount = mixed?.amount ? moneyText(mixed.amount) : null;
  const pieces = mixed?.pieces ? t('details-pieces', { quantity: String(mixed.pieces) }) : null;
  const from = [amount, pieces].filter((part) => part !== null).join(' / ');
  return from === '' ? null : t('details-mixed', { from });
};

/** What a list shows: the unit price, the same in the reader's currency, and one line with total, raise and next tier. */
export type QuoteText = {
  readonly price: string | null;
  readonly approx: string | null;
  readonly line: string;
};

/** The total stands first, since it is what was asked for; a list has no room for more than the next tier beside it. */
export const quoteText = (offer: Offer, quantity: number, reader: For): QuoteText => {
  const { language, rate } = reader;
  const t = translator(language);
  const made = quote(offer, quantity);
  const { unit, total, pieces } = made;
  if (!unit) return { price: null, approx: null, line: t('quote-unknown') };
  const sum = total
    ? [t('quote-line', { pieces: String(pieces), price: rangeText(unit), total: besideText(total, reader) })]
    : [rangeText(unit)];
  const mixed = made.raised.includes('moq') ? mixedText(offer.lots?.mixed ?? null, t) : null;
  return {
    price: rangeText(unit),
    approx: rate ? approximateRange(unit, rate, language) : null,
    line: [
      ...sum,
      ...raiseText(made, offer, t),
      ...nextText(made, moneyText, t),
      ...(mixed ? [mixed] : []),
    ].join(' · '),
  };
};

const BASIS = { quantity: null, variant: 'quote-variant', list: 'quote-list' } as const;

/** Everything there is to say about the quantity, a line each. */
export const quoteLines = (offer: Offer, quantity: number, reader: For): string[] => {
  const t = translator(reader.language);
  const made = quote(offer, quantity);
  const { unit, total, pieces, by } = made;
  const mixed = mixedText(offer.lots?.mixed ?? null, t);
  if (!unit) return [t('quote-unknown'), ...raiseText(made, offer, t)];
  const basis = BASIS[by];
  return [
    total
      ? t('quote-line', {
          pieces: countText(pieces, reader.language),
          price: rangeText(unit),
          total: besideText(total, reader),
        })
      : rangeText(unit),
    ...(basis ? [t(basis)] : []),
    ...raiseText(made, offer, t),
    ...nextText(made, (money) => besideOne(money, reader), t),
    ...(mixed ? [mixed] : []),
  ];
};
