/** Finds the photos in Telegram's messages and picks the size to download; used for everything that is received. */
import type { Document, PhotoSize } from 'grammy/types';
import type { PhotoRef } from '#service';

/** The least longest side worth downloading: searching takes at most 800 px, and Telegram keeps an 800 px size (core.telegram.org/api/files). */
const WANTED_SIDE_PX = 800;

/** File names of pictures, for documents that come without a type of their own. */
const PICTURE_NAME = /\.(jpe?g|png|webp|gif|avif|heic|heif|tiff?|bmp)$/i;

type WithPhotos = { readonly photo?: PhotoSize[]; readonly document?: Document };

const longestSide = ({ width, height }: PhotoSize): number => Math.max(width, height);

/**
 * The size to download is the smallest that is large enough. Its `uniqueId` is the largest size's: that one is always
 * there, so it names the photo also when we one day want another size.
 */
const photoOf = (sizes: readonly PhotoSize[]): PhotoRef[] => {
  const ordered = [...sizes].sort((a, b) => longestSide(a) - longestSide(b));
  const largest = ordered.at(-1);
  const chosen = ordered.find((size) => longestSide(size) >= WANTED_SIDE_PX) ?? largest;
  if (!largest || !chosen) return [];
  return [
    {
      kind: 'platform',
      platform: 'telegram',
      fileId: chosen.file_id,
      uniqueId: largest.file_unique_id,
      name: null,
      bytes: chosen.file_size ?? null,
    },
  ];
};

/** A document is a photo when its type says so, or, with no telling type, its name. Whether we can open it shows later. */
const isPicture = ({ mime_type, file_name }: Document): boolean => {
  const type = mime_type ?? 'application/octet-stream';
  return (
    type.startsWith('image/') || (type === 'application/octet-stream' && PICTURE_NAME.test(file_name ?? ''))
  );
};

type UploadedFile = Extract<PhotoRef, { kind: 'platform' }>;

const fileOf = ({ file_id, file_unique_id, file_name, file_size }: Document): UploadedFile => ({
  kind: 'platform',
  platform: 'telegram',
  fileId: file_id,
  uniqueId: file_unique_id,
  name: file_name ?? null,
  bytes: file_size ?? null,
});

const documentOf = (document: Document): PhotoRef[] => (isPicture(document) ? [fileOf(document)] : []);

/** Types and names of files that hold pictures to search with one by one. */
const LIST_TYPE =
  /^application\/(?:zip|x-zip-compressed|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)$/;
const LIST_NAME = /\.(zip|xlsx)$/i;

/** The archive or workbook in a message, or null. */
export const listIn = ({ document }: WithPhotos): UploadedFile | null => {
  const isList =
    document && (LIST_TYPE.test(document.mime_type ?? '') || LIST_NAME.test(document.file_name ?? ''));
  return isList ? fileOf(document) : null;
};

/** The photo in a message, as a photo or as a file; empty when there is none. */
export const photosIn = ({ photo, document }: WithPhotos): PhotoRef[] =>
  photo ? photoOf(photo) : document ? documentOf(document) : [];
