/** Offers as a table: one row each, whatever is known of it in columns, price tiers side by side. */
import type { Offer } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { unitText } from '../i18n/units.ts';
import type { Cell, Column, Sheet, SheetPicture } from './sheet.ts';

/** An offer with its small picture, where it could be had. */
export type ListedOffer = {
  readonly offer: Offer;
  readonly picture: SheetPicture | null;
  /** What people noted on it, and its tags: their words. */
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
};

/** Who reads the table: their language, and what yuan are worth in their currency where prices are told in that one, too. */
export type TableReader = { readonly language: Language; readonly rate?: Rate | null | undefined };

/** Tiers that have columns; no ladder on 1688 is longer. */
const MOST_TIERS = 9;

type Field = Column & { readonly cell: (listed: ListedOffer) => Cell };

const money = (amount: Offer['price'] | undefined): Cell => (amount ? { money: amount } : null);

/** The unit price of the smallest order, as the cards have it; over variants, the lowest. */
const priceOf = ({ tiers, skuPrices, price }: Offer): Offer['price'] =>
  tiers[0]?.price ?? skuPrices?.lowest ?? price;

const translated = ({ title, titleTranslated }: Offer, language: Language): string =>
  language === 'zh' ? title : (titleTranslated ?? title);

const approx = (offer: Offer, { perYuan }: Rate): Cell => {
  const price = priceOf(offer);
  return price ? { amount: Math.round(price.fen * perYuan) / 100 } : null;
};

const priceFields = (
  offers: readonly ListedOffer[],
  rate: Rate | null | undefined,
  t: Translate,
): Field[] => {
  const hasRange = offers.some(({ offer }) => offer.skuPrices && offer.tiers.length === 0);
  return [
    { header: t('file-column-price'), width: 12, cell: ({ offer }) => money(priceOf(offer)) },
    ...(hasRange
      ? [
          {
            header: t('file-column-price-high'),
            width: 12,
            cell: ({ offer }: ListedOffer) =>
              offer.tiers.length > 0 ? null : money(offer.skuPrices?.highest),
          },
        ]
      : []),
    ...(rate
      ? [
          {
            header: t('file-column-approx', { currency: rate.currency, day: rate.day }),
            width: 14,
            cell: ({ offer }: ListedOffer) => approx(offer, rate),
          },
        ]
      : []),
  ];
};

const tierFields = (offers: readonly ListedOffer[], t: Translate): Field[] => {
  const most = Math.min(MOST_TIERS, Math.max(0, ...offers.map(({ offer }) => offer.tiers.length)));
  return Array.from({ length: most }, (_, step): Field[] => [
    {
      header: t('file-column-tier-from', { number: step + 1 }),
      width: 10,
      cell: ({ offer }) => offer.tiers[step]?.minQuantity ?? null,
    },
    {
      header: t('file-column-tier-price', { number: step + 1 }),
      width: 12,
      cell: ({ offer }) => money(offer.tiers[step]?.price),
    },
  ]).flat();
};

/** Columns for what people noted, where they noted anything. */
const remarkFields = (offers: readonly ListedOffer[], t: Translate): Field[] => {
  const noteField: Field = { header: t('file-column-note'), width: 40, cell: ({ note }) => note ?? null };
  const tagField: Field = {
    header: t('file-column-tags'),
    width: 20,
    cell: ({ tags = [] }) => tags.join(', ') || null,
  };
  return [
    ...(offers.some(({ note }) => note) ? [noteField] : []),
    ...(offers.some(({ tags = [] }) => tags.length > 0) ? [tagField] : []),
  ];
};

const saleFields = (t: Translate): Field[] => [
  { header: t('file-column-sold'), width: 10, cell: ({ offer }) => offer.sold?.count ?? null },
  {
    header: t('file-column-sold-period'),
    width: 14,
    cell: ({ offer }) => (offer.sold ? t(`file-period-${offer.sold.period}`) : null),
  },
  {
    header: t('file-column-repurchase'),
    width: 10,
    cell: ({ offer }) => (offer.repurchaseRate === null ? null : { ratio: offer.repurchaseRate }),
  },
];

const supplierFields = (t: Translate): Field[] => [
  { header: t('file-column-supplier'), width: 30, cell: ({ offer }) => offer.supplier.name },
  { header: t('file-column-years'), width: 8, cell: ({ offer }) => offer.supplier.years },
  { header: t('file-column-location'), width: 16, cell: ({ offer }) => offer.supplier.location },
  { header: t('file-column-score'), width: 8, cell: ({ offer }) => offer.supplier.score },
  {
    header: t('file-column-badges'),
    width: 24,
    cell: ({ offer }) => offer.supplier.badges.map((badge) => t(`badge-${badge}`)).join(', ') || null,
  },
];

const fieldsOf = (offers: readonly ListedOffer[], { language, rate }: TableReader): Field[] => {
  const t = translator(language);
  const original: Field = {
    header: t('file-column-original'),
    width: 40,
    cell: ({ offer }) => offer.title,
  };
  return [
    { header: t('file-column-picture'), width: 12, cell: ({ picture }) => picture },
    { header: t('file-column-title'), width: 44, cell: ({ offer }) => translated(offer, language) },
    ...(language === 'zh' ? [] : [original]),
    ...priceFields(offers, rate, t),
    { header: t('file-column-moq'), width: 8, cell: ({ offer }) => offer.moq },
    {
      header: t('file-column-unit'),
      width: 8,
      cell: ({ offer }) => (offer.unit ? unitText(offer.unit, 1, language) : null),
    },
    ...tierFields(offers, t),
    ...saleFields(t),
    ...supplierFields(t),
    ...remarkFields(offers, t),
    {
      header: t('file-column-match'),
      width: 8,
      cell: ({ offer }) => (offer.match ? { ratio: Math.round(offer.match.score * 100) / 100 } : null),
    },
    // Kept as a text: spreadsheets round numbers of more than 15 digits.
    { header: t('file-column-id'), width: 16, cell: ({ offer }) => offer.id },
    { header: t('file-column-link'), width: 44, cell: ({ offer }) => ({ link: offer.url }) },
  ];
};

/** A column to stand before those of the offers: its cells are in the order of the rows. */
export type LeadColumn = Column & { readonly cells: readonly Cell[] };

/**
 * The table of these offers, in their order. Columns that would be empty by their nature (tiers that no offer has) are left out. `lead`
 * columns stand before, with a cell for each offer.
 */
export const offerSheet = (
  offers: readonly ListedOffer[],
  reader: TableReader,
  lead: readonly LeadColumn[] = [],
): Sheet => {
  const t = translator(reader.language);
  const fields = fieldsOf(offers, reader);
  const numbers = { header: t('file-column-number'), width: 6, cells: offers.map((_, index) => index + 1) };
  const before = lead.length > 0 ? lead : [numbers];
  return {
    name: t('file-sheet-offers'),
    columns: [...before, ...fields].map(({ header, width }) => ({ header, width })),
    rows: offers.map((listed, row) => [
      ...before.map(({ cells }) => cells[row] ?? null),
      ...fields.map(({ cell }) => cell(listed)),
    ]),
  };
};
