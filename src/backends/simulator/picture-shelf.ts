/** Serves the offers' pictures: each is made when it is first asked for, and kept while it is in use. */
import { smallerShot } from '../../images/product-shot.ts';
import type { Catalogue, OfferRecord } from './catalogue.ts';
import { type PictureName, readPictureName } from './picture-names.ts';
import { offerPicture } from './pictures.ts';

/** 5 to 20 kB each. */
const KEPT_PICTURES = 600;

/** The JPEG at a path, or null when no offer has a picture there. */
export type PictureShelf = (path: string) => Promise<Uint8Array | null>;

/** An empty shelf. Two requests for the same picture at once make it once. */
export const createPictureShelf = (catalogue: Catalogue): PictureShelf => {
  const kept = new Map<string, Promise<Uint8Array>>();
  const fetch = (path: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> => {
    const found = kept.get(path) ?? make();
    // Taken out and put in again, so that the least used stands first.
    kept.delete(path);
    kept.set(path, found);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_PICTURES && oldest) kept.delete(oldest);
    found.catch(() => kept.delete(path));
    return found;
  };
  const make = async (offer: OfferRecord, { shot, side }: PictureName): Promise<Uint8Array> => {
    const picture = await offerPicture(catalogue, offer, shot);
    return side === null ? picture : smallerShot(picture, side);
  };
  return async (path) => {
    const name = readPictureName(path);
    const offer = name && catalogue.byId.get(name.offerId);
    return offer ? fetch(path, () => make(offer, name)) : null;
  };
};
