/** What Slack will take: begins with the best that is known, and gives way to each refusal until a message is taken. */
import type { ImageElement } from '@slack/types';
import type { Log } from '#service';
import { fileImage, webImage } from './blocks.ts';
import { type Size, showable } from './pictures.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/**
 * How something is to be sent: the layout, the picture addresses and file ids that Slack refused, whether pictures from the web are given
 * as they were uploaded or not at all (`noWeb`), and the id of the uploaded contact sheet or picture, if there is one.
 */
export type Frame<L extends string> = {
  readonly layout: L;
  readonly refused: ReadonlySet<string>;
  readonly asUploaded: boolean;
  readonly noWeb: boolean;
  readonly fileId: string | null;
};

/** A frame that nothing was refused in. */
export const firstFrame = <L extends string>(layout: L, fileId: string | null, noWeb = false): Frame<L> => ({
  layout,
  refused: new Set(),
  asUploaded: false,
  noWeb,
  fileId,
});

/** Pictures from the web give way one refusal at a time this often, then all at once. */
const PATIENCE = 4;

/** A picture on the public web, in the first form that Slack has not refused; null when there is none. */
export const pictureOf = (
  address: string | null,
  alt: string,
  { frame, size }: { readonly frame: Frame<string>; readonly size: Size },
): ImageElement | null => {
  if (frame.noWeb) return null;
  const url = showable(address, frame.asUploaded ? 'large' : size).find((form) => !frame.refused.has(form));
  return url === undefined ? null : webImage(url, alt);
};

/** The uploaded picture, where there is one and Slack shows it. */
export const uploaded = (alt: string, { fileId, refused }: Frame<string>): ImageElement[] =>
  fileId !== null && !refused.has(fileId) ? [fileImage(fileId, alt)] : [];

/** The frame to try after a refusal, or null when nothing is left to try. */
const nextFrame = <L extends string>(
  frame: Frame<L>,
  refusal: Refusal,
  { tries, layouts }: { readonly tries: number; readonly layouts: readonly L[] },
): Frame<L> | null => {
  const fresh = refusal.pictures.filter((picture) => !frame.refused.has(picture));
  if (fresh.length > 0)
    return {
      ...frame,
      refused: new Set([...frame.refused, ...fresh]),
      asUploaded: true,
      noWeb: frame.noWeb || tries >= PATIENCE,
    };
  const layout = layouts[layouts.indexOf(frame.layout) + 1];
  return layout === undefined ? null : { ...frame, layout };
};

/** What is tried: `render` lays out a frame as blocks and more, `write` brings it to Slack. */
export type Attempt<L extends string, M extends { readonly blocks: readonly unknown[] }, T> = {
  readonly layouts: readonly L[];
  readonly first: Frame<L>;
  readonly render: (frame: Frame<L>) => M;
  readonly write: (message: M) => Promise<T>;
  readonly log: Log;
};

/**
 * Sends in ever simpler frames until Slack takes one. `lasting` says that a layout was refused as such, so that the next answer need not
 * try it. Throws what is no refusal, and the last one when nothing simpler is left.
 */
export const untilTaken = async <L extends string, M extends { readonly blocks: readonly unknown[] }, T>({
  layouts,
  first,
  render,
  write,
  log,
}: Attempt<L, M, T>): Promise<{ readonly shown: T; readonly frame: Frame<L>; readonly lasting: boolean }> => {
  let frame = first;
  let lasting = false;
  for (let tries = 1; ; tries += 1) {
    const message = render(frame);
    try {
      return { shown: await write(message), frame, lasting };
    } catch (error) {
      const refusal = readRefusal(error, message.blocks);
      const next = refusal && nextFrame(frame, refusal, { tries, layouts });
      if (!refusal || !next) throw error;
      const pictures = next.refused.size - frame.refused.size;
      log.warn(
        { from: frame.layout, to: next.layout, pictures, noWeb: next.noWeb },
        'slack refused an answer as it was; trying a simpler one',
      );
      lasting ||= next.layout !== frame.layout && refusal.ofLayout;
      frame = next;
    }
  }
};
