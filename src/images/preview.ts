/** Shows what would be uploaded of a photo, without a search: for people who adjust it before they ask with it. */
import type { Adjustment } from '../domain/query.ts';
import type { PreparationNote } from '../domain/result.ts';
import { cutTo, partInPixels } from './part.ts';
import { preparePhoto } from './photo.ts';
import type { Treat } from './preparation.ts';

/** What a search would look at, as JPEG, and what could not be done to the photo. */
export type Previewed = { readonly jpeg: Uint8Array; readonly notes: readonly PreparationNote[] };

/** Does to a photo what a search would. Rejects as taking it in does: with the `photo-*` errors, or the signal's reason. */
export type Preview = (bytes: Uint8Array, adjustment: Adjustment, signal: AbortSignal) => Promise<Previewed>;

/** Makes the preview out of the steps of a search; `mostBytes` is how large the upload may be. */
export const createPreview =
  ({ treat, mostBytes }: { readonly treat: Treat; readonly mostBytes?: number | undefined }): Preview =>
  async (bytes, { part, preparation }, signal) => {
    const upload = mostBytes === undefined ? {} : { mostBytes };
    const { fingerprint: _, ...taken } = await preparePhoto(bytes, { signal, ...upload });
    const { photo, notes } = await treat(taken, preparation, signal);
    const shown = part ? await cutTo(photo, partInPixels(part, photo), { ...upload, signal }) : photo;
    return { jpeg: shown.jpeg, notes };
  };
