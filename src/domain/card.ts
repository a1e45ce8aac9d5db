/** Cards: what is shown, already in the reader's language, laid out by each platform in its own way. */
import type { ChatRef } from './chat.ts';
import type { Language } from './query.ts';

/** A button that comes back as a press (`action`, made by the action codec, at most 64 bytes) or opens a page. */
export type Button =
  | { readonly kind: 'action'; readonly label: string; readonly action: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string };

/** One step of the price ladder in words: `{ from: "≥ 100", price: "¥11.80" }`; in details the price may be told in another currency, too. */
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
  /** The unit price of the smallest order, to be read beside `moq`, or that of the quantity that was asked for: `"¥12.50"`. */
  readonly price: string | null;
  readonly ladder: readonly LadderStep[];
  /** `price` in the reader's currency, roughly: `"≈ $1.74"`. Absent where prices are in yuan alone. */
  readonly approx?: string;
  /**
   * The ladder in one line: `"2+ ¥12.50 · 100+ ¥11.80"`; the single price where there are no tiers. Its first price is also told in the
   * reader's currency. Where a quantity was asked for: `"300 × ¥11.80 = ¥3540.00"`, what has to be ordered, and the next cheaper tier.
   */
  readonly ladderText: string;
  /** The same with all there is to say about the quantity, a line each; absent where none was asked for. */
  readonly quote?: readonly string[];
  /** `"MOQ 2 pieces"`. */
  readonly moq: string | null;
  /** The unit of sale, in the reader's language where it is a usual one. */
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
  /** On a shortlist: who put it there, by the platform's own id. Adapters that know the name tell it. */
  readonly by?: string;
  /** On a shortlist: what people noted on it, and its tags: `"“ask for samples” (Ada) · #red"`. Their words, untrusted. */
  readonly remark?: string;
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

/**
 * A vote: people choose one of the options. `key` names an option when a choice comes back, `vote` the vote. `text` is what is chosen,
 * `facts`, `url` and `imageUrl` tell more about it, `picture` is a JPEG for polls of the chat's own. `choose` is the button for chats that
 * have none (`ballots` of their adapter), `votes` how many chose it so far and `voters` who, by the platform's own ids, in the order in
 * which they did. `outcome` tells how a vote ended; null while it goes on.
 */
export type PollCard = {
  readonly language: Language;
  readonly vote: string;
  readonly question: string;
  readonly options: readonly {
    readonly key: string;
    readonly text: string;
    readonly facts: string;
    readonly url: string;
    readonly imageUrl: string | null;
    readonly picture: Uint8Array | null;
    readonly choose: Button;
    readonly votes: number;
    readonly voters: readonly string[];
  }[];
  /** How voting goes, for chats that have no polls of their own. */
  readonly hint: string;
  readonly outcome: string | null;
  readonly actions: readonly (readonly Button[])[];
};

/** A line of a board, with what can be done about it. */
export type BoardLine = { readonly text: string; readonly actions: readonly Button[] };

/** A setting of the board: its choices as buttons, of which one is chosen. `current` is how it stands, in words. */
export type BoardSetting = {
  readonly label: string;
  readonly current: string;
  readonly choices: readonly { readonly label: string; readonly action: string }[];
};

/**
 * What somebody has going on, in one place of their own. Of a search, `again` is what says it anew (the words after `/start`), null where
 * that cannot be; of lists and searches `chat` is where they belong, `atMs` when. Offers' titles are sellers' words, untrusted. Parts that
 * are empty are left out; `empty` says how to begin, where there is nothing at all.
 */
export type BoardCard = {
  readonly language: Language;
  readonly searches: {
    readonly heading: string;
    readonly hint: string;
    readonly button: string;
    readonly list: readonly {
      readonly title: string;
      readonly facts: string;
      readonly chat: ChatRef;
      readonly atMs: number;
      readonly again: string | null;
    }[];
  };
  readonly lists: {
    readonly heading: string;
    readonly list: readonly {
      readonly chat: ChatRef;
      readonly facts: string;
      readonly offers: readonly { readonly title: string; readonly url: string }[];
      readonly more: string | null;
    }[];
  };
  readonly watches: { readonly heading: string; readonly list: readonly BoardLine[] };
  readonly settings: { readonly heading: string; readonly list: readonly BoardSetting[] };
  readonly empty: string | null;
};

/** The pictures of one offer, which stand beside the card that tells of it in full. */
export type PicturesCard = { readonly language: Language; readonly offer: OfferCard };

/** A few sentences: help, an error, nothing found. `alt` stands in for the picture that they came with, where it cannot be seen. */
export type NoticeCard = {
  readonly language: Language;
  readonly tone: 'info' | 'problem';
  readonly text: string;
  readonly alt?: string;
  readonly actions: readonly (readonly Button[])[];
};
