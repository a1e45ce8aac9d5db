/** What a dialect is: how access is proven, where calls go, how answers are read. `index.ts` has the flow that all share. */
import type { ErrorCode } from '../../domain/errors.ts';
import {
  type Offer,
  type OfferDetail,
  offerUrl,
  type Supplier,
  UNTOLD_SUPPLIER,
} from '../../domain/offer.ts';
import type { Abilities, OfferPage, Query } from '../../domain/ports.ts';
import { readOfferId, readPlainText } from '../values.ts';

/** The app's access. `accessToken` is null where there is none or none is taken. */
export type Access = {
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string | null;
};

/** Names and texts, in the query or in the form. */
export type Fields = Readonly<Record<string, string>>;

/** A call before access is proven. A GET has its fields in the query, a POST in the form; `file` makes that form multipart. */
export type Call = {
  readonly api: string;
  readonly method: 'GET' | 'POST';
  /** From the host on, with its first slash. */
  readonly path: string;
  readonly fields: Fields;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
};

/** The call's fields and headers with the proof of access among them. */
export type Proven = { readonly fields: Fields; readonly headers: Fields };

/** Which of our errors a refusal is, by its code and words as `"<code> <words> HTTP <status>"`; the first match counts. */
export type Meanings = readonly (readonly [RegExp, ErrorCode])[];

/** A way of asking that a document describes, as data and pure functions. */
export type Dialect = {
  readonly can: Omit<Abilities, 'sampleData'>;
  readonly takesToken: boolean;
  /** Throws `backend-auth` when the access that it needs is not there. */
  prove(call: Call, access: Access, nowMs: number): Proven;
  readonly meanings: Meanings;
  /** The call for a query of one of the kinds in `can`. */
  searchCall(query: Query): Call;
  /** The page in a reply, or null when the reply holds none. */
  readPage(reply: object): Omit<OfferPage, 'backend'> | null;
  /** How offers are looked up; null where the document knows no such call. */
  readonly details: {
    /** Most ids of one call. */
    readonly atOnce: number;
    call(ids: readonly string[]): Call;
    /** The offers in a reply; those that do not exist are missing. */
    read(reply: object): readonly OfferDetail[];
  } | null;
};

/** What a row says: id and title as they came, the rest as far as it is told. */
export type Told = { readonly id: unknown; readonly title: unknown } & Partial<
  Omit<Offer, 'id' | 'title' | 'supplier'> & { readonly supplier: Partial<Supplier> }
>;

/** An offer with everything that is not told left open, or null without an id or a title. */
export const offerOf = ({ id: rawId, title: rawTitle, supplier, ...told }: Told): Offer | null => {
  const id = readOfferId(rawId);
  const title = readPlainText(rawTitle);
  if (!id || !title) return null;
  return {
    id,
    title,
    titleTranslated: null,
    url: offerUrl(id),
    imageUrl: null,
    price: null,
    tiers: [],
    skuPrices: null,
    moq: null,
    unit: null,
    sold: null,
    repurchaseRate: null,
    match: null,
    ...told,
    supplier: { ...UNTOLD_SUPPLIER, ...supplier },
  };
};

/** A page out of its rows; rows without an id or a title are counted in `dropped`. */
export const pageOf = (
  rows: readonly unknown[],
  total: number | null,
  read: (row: unknown) => Offer | null,
): Omit<OfferPage, 'backend'> => {
  const offers = rows.map(read).filter((offer) => offer !== null);
  return { offers, total, dropped: rows.length - offers.length };
};

/** Pairs in byte order of their names, each name joined with its value: what documents 001 and 002 sign. */
export const sortedPairs = (fields: Fields): readonly string[] =>
  Object.entries(fields)
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => name + value);

/**
 * Codes of the envelope `error_response`, which documents 001 and 002 have in common with the platform that it comes from
 * (developer.alibaba.com, article 102707, "Troubleshooting and Error Codes").
 */
export const TOP_MEANINGS: Meanings = [
  [/limited-by-app-access-count/, 'backend-quota'],
  [/^(?:7|8)\b/, 'backend-rate'],
  [/^(?:10|15|900)\b|\bisp\./, 'backend-down'],
  [/^1[1-4]\b/, 'backend-denied'],
  [/^2[67]\b/, 'backend-auth'],
  [/^(?:9|2\d|3\d)\b/, 'backend-config'],
  [/^3\b|image|img|picture|图/i, 'backend-image-refused'],
  [/^\d+\b/, 'backend-config'],
];
