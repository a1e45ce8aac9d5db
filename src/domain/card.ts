/** Cards: what is shown, already in the reader's language, laid out by each platform in its own way. */
import type { Language } from './query.ts';

/** A button that comes back as a press (`action`, made by the action codec, at most 64 bytes) or opens a page. */
export type Button =
  | { readonly kind: 'action'; readonly label: string; readonly action: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** One step of the price ladder in words: `{ from: "≥ 100", price: "¥11.80" }`. */
export type LadderStep = { readonly from: string; readonly price: string };

/**
 * One offer, ready to show. `title` is in the reader's language where the backend translated it, `originalTitle` is the
 * Chinese one when it differs. Texts come from sellers and are untrusted: renderers escape them.
 */
export type OfferCard = {
  readonly number: number;
  readonly offerId: string;
  readonly title: string;
  readonly originalTitle: string | null;
  readonly url: string;
  readonly imageUrl: string | null;
  /** The unit price of the smallest order, to be read beside `moq`: `"¥12.50"`. */
  readonly price: string | null;
  readonly ladder: readonly LadderStep[];
  /** The ladder in one line: `"2+ ¥12.50 · 100+ ¥11.80"`; the single price where there are no tiers. */
  readonly ladderText: string;
  /** `"MOQ 2 pieces"`. */
  readonly moq: string | null;
  /** The unit of sale as the seller writes it. */
  readonly unit: string | null;
  /** `"340 sold a month"`. */
  readonly sold: string | null;
  readonly repurchase: string | null;
  readonly supplier: string | null;
  readonly badges: readonly string[];
  /** Years, place and score, each a short phrase. */
  readonly supplierFacts: readonly string[];
  /** `"Same product · 97 %"`. */
  readonly match: string | null;
  readonly actions: readonly Button[];
};

/** A page of matches. `facts` are short phrases (count, page, backend, memory), `notes` are full sentences. */
export type ResultCard = {
  readonly language: Language;
  readonly heading: string;
  readonly facts: readonly string[];
  readonly notes: readonly string[];
  readonly offers: readonly OfferCard[];
  readonly actions: readonly (readonly Button[])[];
  /** Stands in for the contact sheet where pictures cannot be seen. */
  readonly alt: string;
};

/** One offer in full. `sections` are titled lists of lines (price tiers, supplier, attributes). */
export type DetailsCard = {
  readonly language: Language;
  readonly offer: OfferCard;
  readonly images: readonly string[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly string[] }[];
  readonly actions: readonly (readonly Button[])[];
};

/** A few sentences: help, an error, nothing found. */
export type NoticeCard = {
  readonly language: Language;
  readonly tone: 'info' | 'problem';
  readonly text: string;
  readonly actions: readonly (readonly Button[])[];
};
