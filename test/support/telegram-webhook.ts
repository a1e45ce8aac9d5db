/** The webhook side of the loopback Bot API server: sends what waits to the set address, many at once, and again until it is taken. */
import type { Update } from 'grammy/types';
import type { TelegramCall } from './telegram-spec.ts';

/** A pause that a test does not notice; Telegram's own pauses grow. */
const SEND_AGAIN_MS = 30;

type Hook = {
  readonly url: string;
  readonly secret: string;
  readonly connections: number;
  readonly allowed: unknown;
};

/** One request to the webhook, and how it was answered; 0 is no answer. */
export type WebhookRequest = { readonly updateId: number; readonly target: string; readonly status: number };

type Parts = {
  readonly pending: () => readonly Update[];
  readonly confirm: (updateId: number) => void;
  readonly happened: () => void;
};

/** Makes the webhook side. Requests to the public address go to the targets in turn, as behind a load balancer. */
export const createWebhook = ({ pending, confirm, happened }: Parts) => {
  const requests: WebhookRequest[] = [];
  const underWay = new Set<number>();
  let hook: Hook | null = null;
  let lastError: string | null = null;
  let targets: readonly string[] = [];
  let turn = 0;
  let timer: NodeJS.Timeout | undefined;

  const statusOf = async (target: string, { url, secret }: Hook, update: Update): Promise<number> => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
    try {
      const body = JSON.stringify(update);
      const answer = await fetch(`${target}${new URL(url).pathname}`, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  };

  const send = async (update: Update, to: Hook): Promise<void> => {
    const updateId = update.update_id;
    const target = targets[turn++ % targets.length] ?? '';
    underWay.add(updateId);
    const status = await statusOf(target, to, update);
    underWay.delete(updateId);
    requests.push({ updateId, target, status });
    if (status >= 200 && status < 300) confirm(updateId);
    else {
      lastError = `Wrong response from the webhook: ${status}`;
      timer ??= setTimeout(sendAgain, SEND_AGAIN_MS);
    }
    happened();
    sendAll();
  };

  const sendAll = (): void => {
    if (hook === null || targets.length === 0 || timer !== undefined) return;
    for (const update of pending())
      if (underWay.size < hook.connections && !underWay.has(update.update_id)) void send(update, hook);
  };

  const sendAgain = (): void => {
    timer = undefined;
    sendAll();
  };

  return {
    /** Whether updates go to a webhook now, so that nobody may poll. */
    isSet: () => hook !== null,
    sendAll,
    requests,
    /** Sets where the public address leads. */
    reach: (...urls: string[]): void => {
      targets = urls;
      sendAll();
    },
    answers: {
      setWebhook: ({ params }: TelegramCall): unknown => {
        hook = {
          url: String(params.url),
          secret: String(params.secret_token ?? ''),
          connections: Number(params.max_connections ?? 40),
          allowed: params.allowed_updates,
        };
        lastError = null;
        sendAll();
        return true;
      },
      deleteWebhook: (): unknown => {
        hook = null;
        return true;
      },
      getWebhookInfo: (): unknown => ({
        url: hook?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: pending().length,
        ...(hook && { max_connections: hook.connections, allowed_updates: hook.allowed }),
        ...(lastError !== null && { last_error_date: 1_790_000_000, last_error_message: lastError }),
      }),
    },
    close: (): void => {
      hook = null;
      clearTimeout(timer);
    },
  };
};
