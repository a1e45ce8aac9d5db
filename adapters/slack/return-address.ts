/** Where the answer to a modal goes: submissions do not say where they come from, so the modal carries it. Pure. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** The conversation, and Slack's own address for answers that only the asker sees; null where there is none. */
export type ReturnAddress = { readonly channel: string; readonly via: string | null };

/** Where Slack takes answers (docs.slack.dev/interactivity/handling-user-interaction#message_responses), also for governments. */
const RESPONSE_ORIGINS: readonly string[] = ['https://hooks.slack.com', 'https://hooks.slack-gov.com'];

/** What comes before an answer's address there. `/services/` would be a webhook into any workspace at all. */
const RESPONSE_PATH = /^\/(?:commands|actions|app)\/[\w/.-]+$/;

const CHANNEL = /^[CDG][A-Z0-9]{2,30}$/;

/**
 * Whether an address is one of Slack's for answers. `apiUrl` is the Web API that is in use: a double of it takes answers at the same
 * origin.
 */
export const isResponseUrl = (text: string, apiUrl: string): boolean => {
  const url = /[@\s\\]/.test(text) ? null : URL.parse(text);
  if (!url) return false;
  if (RESPONSE_ORIGINS.includes(url.origin)) return RESPONSE_PATH.test(url.pathname);
  const { origin } = new URL(apiUrl);
  return url.origin === origin && origin !== 'https://slack.com';
};

/** The address as a modal's `private_metadata`; one that would be too long leaves the channel alone. */
export const writeReturnAddress = (address: ReturnAddress): string => {
  const metadata = JSON.stringify(address);
  return metadata.length <= LIMITS.privateMetadata ? metadata : JSON.stringify({ ...address, via: null });
};

const schema = z.object({ channel: z.string().regex(CHANNEL), via: z.string().nullish() });

const parsed = (metadata: string): unknown => {
  try {
    return JSON.parse(metadata);
  } catch {
    return null;
  }
};

/** Reads what `writeReturnAddress` made. Null for anything else; an address that is none of Slack's is left out. Never throws. */
export const readReturnAddress = (metadata: string, apiUrl: string): ReturnAddress | null => {
  if (metadata.length > LIMITS.privateMetadata) return null;
  const { data } = schema.safeParse(parsed(metadata));
  if (!data) return null;
  const { channel, via } = data;
  return { channel, via: via && isResponseUrl(via, apiUrl) ? via : null };
};
