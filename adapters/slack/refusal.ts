/** Reads what Slack did not like about a message: which pictures, or the layout. Pure; used by `deliver.ts`. */
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';

/**
 * Why Slack refused a message's blocks. `pictures` are the addresses and file ids it could not show. `ofLayout` tells that
 * a kind of block is unknown to it, or that it gave no reason, so that the next message would be refused like this one.
 */
export type Refusal = { readonly pictures: readonly string[]; readonly ofLayout: boolean };

const errorsSchema = z.object({
  errors: z.array(z.string()).nullish(),
  response_metadata: z.object({ messages: z.array(z.string()).nullish() }).nullish(),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The picture that a value itself is. */
const pictureAt = (value: unknown): string[] => {
  if (!isObject(value)) return [];
  if (typeof value.image_url === 'string') return [value.image_url];
  return isObject(value.slack_file) && typeof value.slack_file.id === 'string' ? [value.slack_file.id] : [];
};

const picturesUnder = (value: unknown): string[] =>
  isObject(value) ? [...pictureAt(value), ...Object.values(value).flatMap(picturesUnder)] : [];

/** What a JSON pointer passes on its way down. Slack also writes its last step with a dot (`slack_file.url`). */
const passed = (root: unknown, pointer: string): unknown[] => {
  const path = [root];
  for (const step of pointer.split(/[/.]/).slice(1)) {
    const last = path.at(-1);
    if (!isObject(last) || !(step in last)) break;
    path.push(last[step]);
  }
  return path;
};

const picturesIn = (complaint: string, blocks: readonly unknown[]): string[] => {
  const pointer = /\[json-pointer:([^\]]+)\]/.exec(complaint)?.[1];
  const path = passed({ blocks, view: { blocks } }, pointer ?? '');
  const [picture] = path.flatMap(pictureAt);
  if (picture) return [picture];
  const aboutPictures = /image|slack[ _]file|invalid_url/i.test(complaint);
  return aboutPictures ? picturesUnder(path.at(-1)) : [];
};

/** Refusals of blocks, and of how much there is of them: less may be taken. Views of modals are refused in the second way, too. */
const ABOUT_BLOCKS = /^invalid_(?:blocks|attachments)/;
const TOO_MUCH = /^(?:msg_too_long|msg_blocks_too_long|too_many_blocks|view_too_large)$/;
const ABOUT_POINTERS = /json-pointer:\/(?:view\/)?blocks\b/;

/** Reads the refusal of a message or view with these blocks; null when the error is another one. */
export const readRefusal = (error: unknown, blocks: readonly unknown[]): Refusal | null => {
  if (!(error instanceof WebAPIPlatformError)) return null;
  const { error: code } = error.data;
  if (TOO_MUCH.test(code)) return { pictures: [], ofLayout: false };
  const { data } = errorsSchema.safeParse(error.data);
  const complaints = data?.errors ?? data?.response_metadata?.messages ?? [];
  const isOfView =
    code === 'invalid_arguments' && complaints.some((complaint) => ABOUT_POINTERS.test(complaint));
  if (!ABOUT_BLOCKS.test(code) && !isOfView) return null;
  const pictures = complaints.flatMap((complaint) => picturesIn(complaint, blocks));
  const unknownKind = complaints.some((complaint) => /unsupported|\/type\]/i.test(complaint));
  return { pictures: [...new Set(pictures)], ofLayout: complaints.length === 0 || unknownKind };
};
