/** Pictures as the PC services take them: JPEG without a data prefix, nothing else. */
import { TusouError } from '../../../domain/errors.ts';
import { kindOf } from '../../../images/kind.ts';
import type { Marketplace } from '../marketplace.ts';

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The id of a picture in base64, or null where it is not taken: PNG and its like "cannot be stored". */
export const takePicture = async (base64: unknown, marketplace: Marketplace): Promise<string | null> => {
  if (typeof base64 !== 'string' || !BASE64.test(base64)) return null;
  const bytes = Buffer.from(base64, 'base64');
  if (kindOf(bytes) !== 'jpeg') return null;
  try {
    return await marketplace.keep(bytes);
  } catch (error) {
    if (error instanceof TusouError) return null;
    throw error;
  }
};
