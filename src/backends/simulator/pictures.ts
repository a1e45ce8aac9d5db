/** Where the demo catalogue's pictures come from, and each offer's own version of them. */
import { readFile } from 'node:fs/promises';
import { productShot, type ShotLook, type ShotSource } from '../../images/product-shot.ts';
import type { CatalogueData, OfferRecord, Product } from './catalogue.ts';

const PHOTOS = new URL('../../../assets/photos/', import.meta.url);

/** The renders of @lobehub/fluent-emoji-3d (MIT, Microsoft Fluent Emoji), read from the installed package. */
const rendersFolder = (): URL =>
  new URL('./assets/', import.meta.resolve('@lobehub/fluent-emoji-3d/package.json'));

/** The bytes behind a product's `picture` (`render:<file>` or `photo:<file>`), a WebP of at most 512 pixels a side. */
export const pictureBytes = (picture: string): Promise<Buffer> => {
  const [kind, file] = picture.split(':');
  return readFile(new URL(`${file}.webp`, kind === 'photo' ? PHOTOS : rendersFolder()));
};

/** A product's picture, ready to be photographed. */
export const shotSource = async ({
  picture,
  tint,
}: Pick<Product, 'picture' | 'tint'>): Promise<ShotSource> => ({
  bytes: await pictureBytes(picture),
  kind: picture.startsWith('photo:') ? 'photo' : 'render',
  tint,
});

/** Further pictures of an offer: the other way round and plain, then closer. */
const lookOf = ({ look }: OfferRecord, shot: number): ShotLook => {
  if (shot === 0) return look;
  if (shot === 1)
    return { ...look, mirror: !look.mirror, turn: -look.turn, background: '#ffffff', sticker: null };
  return { ...look, zoom: 0.94, shiftX: 0, shiftY: 0, background: '#f3f1ed', sticker: null };
};

/** Picture number `shot` of an offer (0 is the main one): JPEG of at most 512 pixels a side, the same bytes each time. */
export const offerPicture = async (
  { products }: Pick<CatalogueData, 'products'>,
  offer: OfferRecord,
  shot = 0,
): Promise<Uint8Array> => {
  const product = products[offer.product];
  if (!product) throw new Error(`offer ${offer.id} is of no product`);
  return productShot(await shotSource(product), lookOf(offer, shot));
};
