/** Telegram's requests to us: taken only with the secret, and answered with 200 only when what they bring is stored. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Update } from 'grammy/types';
import type { HttpMounts, Log } from '#service';

/** The path at which Telegram's requests arrive, below the public address. */
const UPDATES_PATH = '/telegram/updates';

/** The address that Telegram calls. `webhookUrl` has no slash at its end. */
export const webhookAddress = (webhookUrl: string): string => `${webhookUrl}${UPDATES_PATH}`;

/**
 * What Telegram has to say with each request (64 of the signs A-Z, a-z, 0-9, _ and - that core.telegram.org/bots/api#setwebhook
 * allows). It follows from the token, so all processes know it and nobody has to set it.
 */
export const webhookSecret = (token: string): string =>
  createHmac('sha256', token).update('tusou telegram webhook').digest('hex');

/** Updates have some kilobytes: at most a text, an answered message with its text, and their entities. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A proxy may take the path of the public address away or leave it, so both are ours. */
const pathsOf = (webhookUrl: string): string[] => [
  ...new Set([UPDATES_PATH, new URL(webhookAddress(webhookUrl)).pathname]),
];

const saysSecret = ({ headers }: IncomingMessage, secret: string): boolean => {
  const said = Buffer.from(String(headers['x-telegram-bot-api-secret-token'] ?? ''));
  const known = Buffer.from(secret);
  return said.length === known.length && timingSafeEqual(said, known);
};

/** The body; null when it is too long. Rejects when the connection breaks, and breaks it when more comes than was announced. */
const bodyOf = async (request: IncomingMessage): Promise<string | null> => {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const updateIn = (body: string): Update | null => {
  try {
    const read: unknown = JSON.parse(body);
    const isUpdate = typeof read === 'object' && read !== null && 'update_id' in read;
    return isUpdate ? (read as Update) : null;
  } catch {
    return null;
  }
};

/** What the webhook works with. `take` says whether an update is stored, or can never be: then Telegram need not send it again. */
export type WebhookParts = {
  readonly mounts: HttpMounts;
  readonly webhookUrl: string;
  readonly secret: string;
  readonly take: (update: Update) => Promise<boolean>;
  readonly log: Log;
};

/** A webhook that takes requests. `close` refuses new ones with 503, so that Telegram sends them again, and waits for those under way. */
export type OpenWebhook = { close(): Promise<void> };

/** Mounts the webhook. Whoever is not Telegram learns nothing but a number. */
export const openWebhook = ({ mounts, webhookUrl, secret, take, log }: WebhookParts): OpenWebhook => {
  const paths = pathsOf(webhookUrl);
  const underWay = new Set<Promise<void>>();
  let open = true;

  const statusOf = async (request: IncomingMessage): Promise<number> => {
    if (!paths.includes((request.url ?? '').split('?', 1)[0] ?? '')) return 404;
    if (request.method !== 'POST') return 405;
    if (!saysSecret(request, secret)) return 401;
    if (!open) return 503;
    const body = await bodyOf(request);
    if (body === null) return 413;
    const update = updateIn(body);
    if (update !== null) return (await take(update)) ? 200 : 503;
    // Sent again it would be no clearer, and it would hold up what comes after it.
    log.error({}, 'telegram request not understood');
    return 200;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const status = await statusOf(request).catch((error: unknown) => {
      log.warn({ reason: error instanceof Error ? error.message : null }, 'telegram request failed');
      return 503;
    });
    response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
  };

  for (const path of paths)
    mounts.mount(path, (request, response) => {
      const answered = answer(request, response).finally(() => underWay.delete(answered));
      underWay.add(answered);
    });

  return {
    close: async () => {
      open = false;
      await Promise.all(underWay);
    },
  };
};
