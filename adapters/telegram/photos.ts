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

const documentOf = (document: Document): PhotoRef[] =>
  isPicture(document)
    ? [
        {
          kind: 'platform',
          platform: 'telegram',
          fileId: document.file_id,
          uniqueId: document.file_unique_id,
          name: document.file_name ?? null,
          bytes: document.file_size ?? null,
        },
      ]
    : [];

/** The photo in a message, as a photo or as a file; empty when there is none. */
export const photosIn = ({ photo, document }: WithPhotos): PhotoRef[] =>
  photo ? photoOf(photo) : document ? documentOf(document) : [];
