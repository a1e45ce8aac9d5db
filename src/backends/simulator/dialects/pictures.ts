/** The picture that a request searches by: its own bytes, or a link. */
import { TusouError } from '../../../domain/errors.ts';
import { createDownload } from '../../../images/download.ts';
import { kindOf } from '../../../images/kind.ts';
import type { Marketplace } from '../marketplace.ts';
import { readPictureName } from '../picture-names.ts';

/** Why a picture is not taken; thrown here and put into each protocol's own words by its caller. */
export class BadPicture extends Error {
  override readonly name = 'BadPicture';
}

/** What a document demands of a picture's bytes. */
export type PictureRule = { readonly maxBytes: number; readonly minSide: number };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes behind plain base64, without a data prefix. */
export const decodeBase64 = (text: string): Uint8Array => {
  if (!BASE64.test(text)) throw new BadPicture('is not base64');
  return Buffer.from(text, 'base64');
};

/** The features of a JPEG or PNG. Throws `BadPicture` for anything else. */
export const featuresOf = async (
  marketplace: Marketplace,
  bytes: Uint8Array,
  { maxBytes, minSide }: PictureRule,
): Promise<Float32Array> => {
  const kind = kindOf(bytes);
  if (kind !== 'jpeg' && kind !== 'png') throw new BadPicture('is not a JPG or PNG');
  if (bytes.length > maxBytes) throw new BadPicture(`has more than ${maxBytes} bytes`);
  const upload = await kept(marketplace, bytes);
  if (Math.min(upload.width, upload.height) < minSide)
    throw new BadPicture(`is smaller than ${minSide}x${minSide}`);
  return upload.features;
};

const kept = async (marketplace: Marketplace, bytes: Uint8Array) => {
  try {
    const upload = marketplace.uploaded(await marketplace.keep(bytes));
    if (upload) return upload;
  } catch (error) {
    if (!(error instanceof TusouError)) throw error;
  }
  throw new BadPicture('cannot be read');
};

/** The features of one of the marketplace's own pictures, or null when the link leads elsewhere. */
const ownFeatures = ({ catalogue }: Marketplace, link: string): Float32Array | null => {
  const name = URL.canParse(link) ? readPictureName(new URL(link).pathname) : null;
  const index = name ? catalogue.offers.findIndex(({ id }) => id === name.offerId) : -1;
  return catalogue.features()[index] ?? null;
};

/** Pictures of strangers are fetched as carefully as by the product itself: public addresses only. */
const { downloadPicture } = createDownload({ trustedOrigins: [] });

/** The features of the picture behind a link: the marketplace's own, or one on the public web. Throws `BadPicture`. */
export const linkedFeatures = async (
  marketplace: Marketplace,
  link: string,
  rule: PictureRule,
): Promise<Float32Array> => {
  const own = ownFeatures(marketplace, link);
  if (own) return own;
  try {
    return await featuresOf(marketplace, await downloadPicture(link, new AbortController().signal), rule);
  } catch (error) {
    if (error instanceof TusouError) throw new BadPicture('cannot be fetched');
    throw error;
  }
};

/** The features of a picture that was uploaded before or is the marketplace's own. Throws `BadPicture`. */
export const storedFeatures = (marketplace: Marketplace, name: string): Float32Array => {
  const stored = marketplace.uploaded(name)?.features ?? ownFeatures(marketplace, name);
  if (!stored) throw new BadPicture('is not known');
  return stored;
};
