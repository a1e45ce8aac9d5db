/** Photos that were given to the page: kept under the hash of their bytes, so that the same photo again is the same file. */
import { createHash } from 'node:crypto';
import { type PhotoRef, type Store, TusouError } from '#service';
import { KEPT_MS } from './turns.ts';

/** A photo that the page took in. */
export type UploadedPhoto = Extract<PhotoRef, { kind: 'platform' }>;

const FORMATS: readonly { readonly type: string; readonly starts: RegExp }[] = [
  { type: 'image/jpeg', starts: /^\xff\xd8\xff/ },
  { type: 'image/png', starts: /^\x89PNG/ },
  { type: 'image/gif', starts: /^GIF8/ },
  { type: 'image/webp', starts: /^RIFF.{4}WEBP/s },
  { type: 'image/avif', starts: /^.{4}ftypavi[fs]/s },
];

/** The type of a picture that a browser may be given to show, by its first bytes, or null. */
export const pictureType = (bytes: Uint8Array): string | null => {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return FORMATS.find(({ starts }) => starts.test(head))?.type ?? null;
};

/** Keeps photos in a store. `bytes` throws `photo-expired` for one that is no longer there. */
export const createUploads = (store: Store) => {
  const keyOf = (id: string): string => `photo:${id}`;

  const keep = async (bytes: Uint8Array, name: string | null): Promise<UploadedPhoto> => {
    const id = createHash('sha256').update(bytes).digest('hex');
    const isKept = await store.set(
      keyOf(id),
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      KEPT_MS,
    );
    if (isKept === false) throw new TusouError('internal', { detail: 'the store did not keep a photo' });
    return {
      kind: 'platform',
      platform: 'playground',
      fileId: id,
      uniqueId: id,
      name,
      bytes: bytes.byteLength,
    };
  };

  const bytes = async (id: string): Promise<Uint8Array> => {
    const kept = await store.get<Uint8Array>(keyOf(id));
    if (!kept) throw new TusouError('photo-expired', { detail: 'upload is no longer stored' });
    return kept;
  };
  return { keep, bytes };
};

/** The kept photos. */
export type Uploads = ReturnType<typeof createUploads>;
