/** What a file is, told from its first bytes alone: names, endings and content types are only claims. */

/** Kinds that can be read: HEIC by a decoder of its own (`heic.ts`), all others by the usual one. */
const READABLE = ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif', 'heic'] as const;

/** A kind of picture that can be read. */
export type ReadableKind = (typeof READABLE)[number];

/** Kinds that are recognised so that the refusal can say so. SVG and PDF may refer to other files and are never opened. */
export type RefusedKind = 'svg' | 'pdf' | 'bmp' | 'ico' | 'jxl' | 'jp2' | 'psd';

/** How many of a file's first bytes are enough to tell its kind. */
export const KIND_BYTES = 1024;

/** The texts (one character a byte) that a kind has at certain places. */
type Signature = readonly [ReadableKind | RefusedKind, ...(readonly [at: number, text: string])[]];

const SIGNATURES: readonly Signature[] = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['gif', [0, 'GIF87a']],
  ['gif', [0, 'GIF89a']],
  ['webp', [0, 'RIFF'], [8, 'WEBPVP8']],
  ['tiff', [0, 'II*\0']],
  ['tiff', [0, 'MM\0*']],
  ['tiff', [0, 'II+\0']],
  ['tiff', [0, 'MM\0+']],
  ['pdf', [0, '%PDF-']],
  ['bmp', [0, 'BM'], [6, '\0\0\0\0']],
  ['ico', [0, '\0\0\x01\0']],
  ['jxl', [0, '\xff\x0a']],
  ['jxl', [0, '\0\0\0\x0cJXL ']],
  ['jp2', [0, '\0\0\0\x0cjP  ']],
  ['psd', [0, '8BPS\0']],
];

/** The root element after a byte order mark, a declaration, comments and a document type. A page that merely holds an <svg> is no picture. */
const SVG = /^(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--(?:(?!-->)[\s\S])*-->|<!DOCTYPE svg[^>]*>)*<svg[\s>]/i;

const HEIC_BRANDS = /^(?:hei[cmsx]|hev[cmsx]|mif1|msf1)$/;

/**
 * The kind of an ISO base media file (ISO/IEC 14496-12): by its major and compatible brands, and, where the list of its items names
 * only one of the two codecs, by that. Videos are neither.
 */
const kindByBrand = (start: string): ReadableKind | RefusedKind | null => {
  if (start.slice(4, 8) !== 'ftyp') return null;
  const length = start.charCodeAt(2) * 256 + start.charCodeAt(3);
  const brands = start.slice(8, length).match(/[\s\S]{4}/g) ?? [];
  const isAvif = brands.some((brand) => brand === 'avif' || brand === 'avis');
  if (!isAvif && !brands.some((brand) => HEIC_BRANDS.test(brand))) return null;
  const [hasAv1, hasHevc] = [start.includes('av01'), start.includes('hvc1')];
  return (hasAv1 === hasHevc ? isAvif : hasAv1) ? 'avif' : 'heic';
};

/** Tells the kind of a file, or null when it is no picture that we know. Reads `KIND_BYTES` at most; never throws. */
export const kindOf = (bytes: Uint8Array): ReadableKind | RefusedKind | null => {
  const start = Buffer.from(bytes.subarray(0, KIND_BYTES)).toString('latin1');
  const signature = SIGNATURES.find(([, ...marks]) =>
    marks.every(([at, text]) => start.startsWith(text, at)),
  );
  if (signature) return signature[0];
  return SVG.test(start) ? 'svg' : kindByBrand(start);
};

/** What pages begin with, after comments and an XML declaration (whatwg's MIME sniffing, section 7.1). */
const PAGE =
  /^(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--(?:(?!-->)[\s\S])*-->)*<(?:!doctype html|html|head|body|title|meta|link|script|style|iframe|div|h1|table|form|p|a|br|b|font)[\s>/]/i;

/** Whether bytes are those of a web page, such as the one to sign in on that comes in place of a file. */
export const isPage = (bytes: Uint8Array): boolean =>
  PAGE.test(Buffer.from(bytes.subarray(0, KIND_BYTES)).toString('latin1'));

/** Whether a kind is one that the decoder reads. */
export const isReadable = (kind: ReadableKind | RefusedKind): kind is ReadableKind =>
  (READABLE as readonly string[]).includes(kind);
