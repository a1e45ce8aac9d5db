/** The Telegram adapter: connects, listens by long polling, sends and downloads. Made by the app when a token is set. */
import {
  asTusouError,
  type ChatAdapter,
  type Clock,
  type Inbound,
  type Log,
  type NoticeCard,
  type Store,
  translator,
} from '#service';
import { type Access, chatError, createApi } from './client.ts';
import { deliver, deliverWorking } from './deliver.ts';
import { downloadPhoto } from './files.ts';
import type { Apologize } from './keep.ts';
import { createReceiver } from './receiver.ts';
import { render } from './render.ts';

/** What the adapter is made of. `store` remembers which profile texts were set. */
export type TelegramOptions = Access & { readonly log: Log; readonly clock: Clock; readonly store: Store };

const sorry = (error: unknown, inbound: Inbound): NoticeCard => {
  const { code, args } = asTusouError(error);
  const { language } = inbound.from;
  return { language, tone: 'problem', text: translator(language)(`error-${code}`, args), actions: [] };
};

/**
 * Makes the adapter. `start` throws `config-invalid` when Telegram does not accept the token, and goes on trying in the
 * background when it cannot be reached. An update is confirmed only after `receive` resolved. `stop` ends the poll, waits for
 * what is being stored and confirms exactly that. `apiRoot` has no slash at its end.
 */
export const createTelegram = (options: TelegramOptions): ChatAdapter => {
  const log = options.log.child({ platform: 'telegram' });
  const api = createApi(options);

  const send: ChatAdapter['send'] = async (chat, reply, place) => {
    const delivery = { api, log, chat, message: render(reply), place };
    try {
      return await (reply.kind === 'working' ? deliverWorking(delivery) : deliver(delivery));
    } catch (error) {
      throw chatError(error);
    }
  };

  const apologize: Apologize = async (inbound, error) => {
    const place = { replaces: null, answers: inbound.message };
    await send(inbound.chat, { kind: 'notice', card: sorry(error, inbound) }, place).catch(
      (failure: unknown) => log.warn({ reason: chatError(failure).message }, 'telegram asker not told'),
    );
  };

  const receiver = createReceiver({ ...options, api, log, apologize });
  return {
    platform: 'telegram',
    sheet: 'always',
    start: receiver.start,
    send,
    download: (photo, signal) => downloadPhoto({ ...options, api }, photo, signal),
    stop: receiver.stop,
  };
};
