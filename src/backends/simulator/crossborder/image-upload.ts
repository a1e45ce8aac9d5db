/** `product.image.upload`: a picture in base64 becomes an id, or the id `"0"` when the marketplace does not want it. */
import { TusouError } from '../../../domain/errors.ts';
import { kindOf } from '../../../images/kind.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { readParams, uploadParams } from './params.ts';
import { success } from './replies.ts';

/** The limit that resellers of this API state; the official one is not published (their advice is about 100 KB). */
const MAX_BYTES = 3 * 1024 * 1024;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The soft refusal: a success whose picture id is zero. */
export const REFUSED = success('0');

/** The decoded picture, or null for anything but plain base64 of a JPEG or PNG within the limit. */
const readPicture = (base64: string): Uint8Array | null => {
  if (!BASE64.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  const kind = kindOf(bytes);
  return bytes.length <= MAX_BYTES && (kind === 'jpeg' || kind === 'png') ? bytes : null;
};

/** Answers with the id of the picture. */
export const imageUpload = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const bytes = readPicture(readParams(uploadParams, param).imageBase64);
  if (!bytes) return REFUSED;
  try {
    return success(await marketplace.keep(bytes));
  } catch (error) {
    if (error instanceof TusouError) return REFUSED;
    throw error;
  }
};
