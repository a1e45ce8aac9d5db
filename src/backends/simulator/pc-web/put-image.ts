/** `mtop.1688.imageService.putImage`: a picture becomes an id; the wrong page constant makes it the id "0", and a success all the same. */
import { hash } from 'node:crypto';
import { IMAGE_APP_KEY } from '../demo-access.ts';
import type { Marketplace } from '../marketplace.ts';
import { takePicture } from './uploads.ts';

/** The API's name. */
export const PUT_IMAGE = 'mtop.1688.imageService.putImage';

/** The soft refusal. */
export const PUT_REFUSED = { imageId: '0', requestId: '', sessionId: '' } as const;

/** Answers with the ids that the search wants back. */
export const putImage = async (data: unknown, marketplace: Marketplace): Promise<object> => {
  const { imageBase64, appName, appKey } = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (appName !== 'searchImageUpload' || appKey !== IMAGE_APP_KEY) return PUT_REFUSED;
  const imageId = await takePicture(imageBase64, marketplace);
  return imageId === null
    ? PUT_REFUSED
    : { imageId, requestId: requestIdOf(imageId), sessionId: sessionIdOf(imageId) };
};

/** The request id that belongs to a picture. */
export const requestIdOf = (imageId: string): string => hash('md5', `request ${imageId}`);

/** The session id that belongs to a picture. */
export const sessionIdOf = (imageId: string): string => hash('md5', `session ${imageId}`);
