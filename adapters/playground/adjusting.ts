/** Photos that somebody adjusts before asking with them: which photo is meant, what is to be done to it, and how it looks then. */
import { type Adjustment, type PreparationNote, TusouError, translator } from '#service';
import { type Content, type Exchange, malformed, readJson, requestLanguage } from './exchange.ts';
import type { Turns } from './turns.ts';
import { turnstile } from './turnstile.ts';
import { refOf, type UploadedPhoto, type Uploads } from './uploads.ts';

/** Shows a photo as a search would look at it, as JPEG. Rejects as a search does that cannot take the photo in. */
export type Preview = (
  bytes: Uint8Array,
  adjustment: Adjustment,
  signal: AbortSignal,
) => Promise<{ readonly jpeg: Uint8Array; readonly notes: readonly PreparationNote[] }>;

/** Previews that are made at the same time; each may hold a photo of 20 MB. A page waits for one before it asks for the next. */
const PREVIEWS_AT_ONCE = 4;

/** The least side of a part, as a share of the photo's: the page allows no less than four times as much. */
const LEAST_SIDE = 0.02;

const NOTE_TEXTS: Readonly<Partial<Record<PreparationNote, string>>> = {
  'background-none': 'page-adjust-background-none',
  'background-failed': 'page-adjust-background-failed',
};

type Body = Readonly<Record<string, unknown>>;

const idIn = (body: Body, field: string): string | null => {
  const value = body[field];
  return typeof value === 'string' && /^[\w-]{1,40}$/.test(value) ? value : null;
};

const partIn = (value: unknown): Adjustment['part'] => {
  if (value === null || value === undefined) return null;
  const share = (name: string): number => {
    const side: unknown = (value as Body)[name];
    return typeof side === 'number' && side >= 0 && side <= 1 ? side : Number.NaN;
  };
  const part = { left: share('left'), top: share('top'), right: share('right'), bottom: share('bottom') };
  const isPart = part.right - part.left >= LEAST_SIDE && part.bottom - part.top >= LEAST_SIDE;
  if (!isPart) throw malformed('no usable part');
  return part;
};

/** What is to be done to a photo, as the page says it. Throws `input-invalid`. */
export const adjustmentIn = (body: Body): Adjustment => ({
  part: partIn(body.part),
  preparation: {
    crop: 'none',
    enhance: body.enhance === true,
    removeBackground: body.removeBackground === true,
  },
});

/** A preview as it is sent, and a sentence about what could not be done, or null. */
export type Shown = { readonly content: Content; readonly note: string | null };

/** Makes the functions around adjusting. They throw `TusouError`s, or the signal's reason. */
export const createAdjusting = (parts: {
  readonly turns: Turns;
  readonly uploads: Uploads;
  readonly preview: Preview;
}) => {
  const { turns, uploads, preview } = parts;
  const oneOfFew = turnstile(PREVIEWS_AT_ONCE);

  /** The photo that a body means: one that was brought to be adjusted (`draft`), or that of an earlier question (`turn`). */
  const photoIn = async (body: Body, session: string): Promise<UploadedPhoto> => {
    const [draft, turn] = [idIn(body, 'draft'), idIn(body, 'turn')];
    if (draft) return uploads.draft(session, draft);
    const asked = turn ? (await turns.find(session, turn))?.asked : null;
    if (asked?.kind !== 'photo') throw new TusouError('chat-gone', { detail: 'no such photo' });
    return refOf(asked.photo, asked.name);
  };

  const show = async (exchange: Exchange, session: string, signal: AbortSignal): Promise<Shown> => {
    const body = await readJson(exchange.request);
    const [photo, adjustment] = [await photoIn(body, session), adjustmentIn(body)];
    const { jpeg, notes } = await oneOfFew(async () =>
      preview(await uploads.bytes(photo.fileId), adjustment, signal),
    );
    const t = translator(requestLanguage(exchange.request));
    const sentences = notes.flatMap((note) => NOTE_TEXTS[note] ?? []).map((key) => t(key));
    return {
      content: { type: 'image/jpeg', bytes: jpeg, cache: 'no-store' },
      note: sentences.join(' ') || null,
    };
  };

  return { photoIn, show };
};

/** The functions around adjusting. */
export type Adjusting = ReturnType<typeof createAdjusting>;
