/** `upload_img`: a picture becomes a name to search by, or no name at all when it is not wanted. */
import { BadPicture, featuresOf, linkedFeatures } from '../dialects/pictures.ts';
import type { Marketplace } from '../marketplace.ts';
import type { Answer } from '../protocol.ts';
import { type CallFacts, failure, success } from './envelope.ts';

/** No figure is published; this is what resellers of the official upload state. */
const RULE = { maxBytes: 3 * 1024 * 1024, minSide: 1 };

/** Base64 counts only with the prefix that says what it is. */
const DATA_URI = /^data:image\/([a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/;

/** What comes back for a WebP: no JSON at all. */
const DATA_ERROR: Answer = { status: 200, type: 'text/html;charset=UTF-8', body: 'data error' };

const named = (name: string | null, facts: CallFacts): Answer =>
  success({ items: { item: { name, status: 1, url: name ?? '', error: '', extraInfo: '' } } }, '0000', facts);

/** The silent refusal: a success whose name is null. */
export const refused = (facts: CallFacts): Answer => named(null, facts);

/** The place under which an uploaded picture is found; it looks like an address, as the real one does. */
export const UPLOADED = /\/imgextra\/(\d{19})\.jpg$/;

/** Answers with the name of the picture in `imgcode`: a data URI, or the address of a picture on the web. */
export const upload = async (
  imgcode: string | undefined,
  { marketplace, host, facts }: { marketplace: Marketplace; host: string; facts: CallFacts },
): Promise<Answer> => {
  if (!imgcode) return failure('4003', '参数错误:imgcode');
  const [, type, base64] = DATA_URI.exec(imgcode) ?? [];
  if (type === 'webp') return DATA_ERROR;
  try {
    if (base64) {
      const bytes = Buffer.from(base64, 'base64');
      await featuresOf(marketplace, bytes, RULE);
      return named(`http://${host}/imgextra/${await marketplace.keep(bytes)}.jpg`, facts);
    }
    await linkedFeatures(marketplace, imgcode, RULE);
    return named(imgcode, facts);
  } catch (error) {
    if (error instanceof BadPicture) return refused(facts);
    throw error;
  }
};
