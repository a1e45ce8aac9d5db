/** Photos that were given to the page, and files that were made for it: kept under the hash of their bytes, so that the same again is the same file. */
import { createHash } from 'node:crypto';
import { type FileToSend, type PhotoRef, type Store, TusouError } from '#service';
import { KEPT_MS } from './turns.ts';

/** A file that was made for the page: `id` names its kept bytes. */
export type KeptFile = { readonly id: string; readonly name: string; readonly type: string };

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

/** What a kept photo is told by; `bytes` is its size where it is known. */
export const refOf = (id: string, name: string | null, bytes: number | null = null): UploadedPhoto => ({
  kind: 'platform',
  platform: 'playground',
  fileId: id,
  uniqueId: id,
  name,
  bytes,
});

const expired = (): TusouError => new TusouError('photo-expired', { detail: 'upload is no longer stored' });

/**
 * Keeps photos in a store. A draft is a photo that nobody has asked with yet, known to its session alone under a key. `bytes` and
 * `draft` throw `photo-expired` for one that is no longer there.
 */
export const createUploads = (store: Store) => {
  const keyOf = (id: string): string => `photo:${id}`;
  const draftKey = (session: string, key: string): string => `draft:${session}:${key}`;

  const keepBytes = async (bytes: Uint8Array): Promise<string> => {
    const id = createHash('sha256').update(bytes).digest('hex');
    const isKept = await store.set(
      keyOf(id),
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      KEPT_MS,
    );
    if (isKept === false) throw new TusouError('storage-down', { detail: 'the store did not keep a photo' });
    return id;
  };

  const keep = async (bytes: Uint8Array, name: string | null): Promise<UploadedPhoto> =>
    refOf(await keepBytes(bytes), name, bytes.byteLength);

  const keepFile = async ({ name, type, bytes }: FileToSend): Promise<KeptFile> => ({
    id: await keepBytes(bytes),
    name,
    type,
  });

  const keepDraft = async (session: string, key: string, photo: UploadedPhoto): Promise<void> => {
    await store.set(draftKey(session, key), photo, KEPT_MS);
  };

  const draft = async (session: string, key: string): Promise<UploadedPhoto> => {
    const photo = await store.get<UploadedPhoto>(draftKey(session, key));
    if (!photo) throw expired();
    return photo;
  };

  const bytes = async (id: string): Promise<Uint8Array> => {
    const kept = await store.get<Uint8Array>(keyOf(id));
    if (!kept) throw expired();
    return kept;
  };
  return { keep, keepFile, bytes, keepDraft, draft };
};

/** The kept photos. */
export type Uploads = ReturnType<typeof createUploads>;
