/** The bucket that takes pictures: a form whose fields stand in the document's order, with a permit and a key of the page's kind. */
import { TusouError } from '../../../domain/errors.ts';
import type { Marketplace, Upload } from '../marketplace.ts';
import type { Answer, Asked } from '../protocol.ts';
import { permitProblem } from './open-service.ts';

const FIELDS = [
  'name',
  'key',
  'policy',
  'OSSAccessKeyId',
  'success_action_status',
  'callback',
  'signature',
  'file',
];
const KEY = /^cbuimgsearch\/[0-9A-Za-z]{10}\d{13}\.jpg$/;
const KEPT_KEYS = 5_000;

/** Pictures by the key under which they were put. */
export type Bucket = {
  put(asked: Asked, marketplace: Marketplace): Promise<Answer>;
  picture(key: string, marketplace: Marketplace): Upload | null;
};

/** Errors of the bucket are XML, whatever the caller accepts. */
const refuse = (status: number, code: string, message: string): Answer => ({
  status,
  type: 'application/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>5D21F1E0DEMO</RequestId></Error>`,
});

const formIn = async ({ body, headers }: Asked): Promise<FormData | null> => {
  const init = { headers: { 'content-type': headers['content-type'] ?? '' } };
  return new Response(body as Uint8Array<ArrayBuffer>, init).formData().catch(() => null);
};

/** The fields in the order in which they came, and the file; null where they are others or in another order. */
const readForm = async (asked: Asked) => {
  const entries = [...((await formIn(asked)) ?? [])];
  const file = entries.at(-1)?.[1];
  if (entries.map(([name]) => name).join() !== FIELDS.join() || !(file instanceof File)) return null;
  const texts = entries.flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return { fields: new Map(texts), file: await file.bytes() };
};

const keep = async (marketplace: Marketplace, bytes: Uint8Array): Promise<string | null> => {
  try {
    return await marketplace.keep(bytes);
  } catch (error) {
    // A bucket takes any bytes; that they are no picture shows when somebody searches by them.
    if (error instanceof TusouError) return null;
    throw error;
  }
};

/** An empty bucket. */
export const createBucket = (): Bucket => {
  const imageIds = new Map<string, string | null>();
  return {
    put: async (asked, marketplace) => {
      const form = await readForm(asked);
      if (!form)
        return refuse(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed.');
      const { fields, file } = form;
      const key = fields.get('key') ?? '';
      const problem = permitProblem(fields, file.length, marketplace.clock.now());
      if (problem) return refuse(...problem);
      if (!KEY.test(key)) return refuse(403, 'AccessDenied', 'Invalid according to Policy: key.');
      if (fields.get('success_action_status') !== '200' || fields.get('callback') !== '')
        return refuse(400, 'InvalidArgument', 'success_action_status must be 200, callback empty.');
      imageIds.set(key, await keep(marketplace, file));
      for (const oldest of imageIds.keys()) {
        if (imageIds.size <= KEPT_KEYS) break;
        imageIds.delete(oldest);
      }
      return { status: 200, type: 'text/plain', body: '' };
    },
    picture: (key, marketplace) => {
      const imageId = imageIds.get(key);
      return imageId ? marketplace.uploaded(imageId) : null;
    },
  };
};
