/** The Telegram adapter: connects, listens, sends and downloads. Made by the app when a token is set. */
import {
  asTusouError,
  type ChatAdapter,
  type ChatRef,
  type Clock,
  type HttpMounts,
  type Inbound,
  type Locks,
  type Log,
  type MessageRef,
  type NoticeCard,
  type Place,
  type PollCard,
  type Store,
  translator,
} from '#service';
import { createAdmission, type Refusal } from './admission.ts';
import { type Access, chatError } from './client.ts';
import { ephemeralIn } from './ephemeral.ts';
import { downloadPhoto } from './files.ts';
import type { Apologize } from './keep.ts';
import { createIdentity, createLinks } from './links.ts';
import { createMembers } from './members.ts';
import { createOutlet } from './outlet.ts';
import { createPersonal } from './personal.ts';
import { createPolls } from './polls.ts';
import { createReceiver } from './receiver.ts';
import { createSend } from './send.ts';
import { createSigns } from './signs.ts';

/**
 * What the adapter is made of. With `webhookUrl`, the public address without a slash at its end, Telegram calls
 * `POST <address>/telegram/updates` on `mounts`; with null, the one process that has the right among `locks` polls. `store` remembers
 * which profile texts were set, what was sent, what chats refused, and the photos of albums. `allowedChats` are the ids of the chats and
 * people that are let in; with none of them everybody is. `wantsRich` says whether a chat has chosen rich messages; without it none has.
 */
export type TelegramOptions = Access & {
  readonly webhookUrl: string | null;
  readonly mounts: HttpMounts;
  readonly locks: Locks;
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly allowedChats?: readonly string[];
  readonly wantsRich?: (chat: ChatRef) => Promise<boolean>;
};

const notice = (text: string, language: NoticeCard['language']): NoticeCard => ({
  language,
  tone: 'info',
  text,
  actions: [],
});

/** The place without what one person alone sees. */
const beforeAll = ({ replaces, answers }: Place): Place => ({
  replaces: ephemeralIn(replaces) ? null : replaces,
  answers: ephemeralIn(answers) ? null : answers,
});

const sorry = (error: unknown, inbound: Inbound): NoticeCard => {
  const { code, args } = asTusouError(error);
  const { language } = inbound.from;
  return { language, tone: 'problem', text: translator(language)(`error-${code}`, args), actions: [] };
};

/**
 * Makes the adapter. `start` throws `config-invalid` when Telegram does not accept the token, and goes on trying in the
 * background when it cannot be reached. An update is confirmed only after `receive` resolved. `stop` ends the listening, waits for
 * what is being stored and confirms exactly that. Sending and downloading work without a start. `apiRoot` has no slash at its end.
 */
export const createTelegram = (options: TelegramOptions): ChatAdapter => {
  const log = options.log.child({ platform: 'telegram' });
  const { outlet, reactions } = createOutlet({ ...options, log });
  const { api, notes, activity } = outlet;
  const signs = createSigns({ ...options, api, log });
  const { wantsRich } = options;

  /** A chat that cannot be asked has not chosen anything. */
  const isRich = async (chat: ChatRef): Promise<boolean> => {
    if (!wantsRich) return false;
    return (await wantsRich(chat).catch(() => false)) && !(await notes.refuses(chat.id, 'rich'));
  };

  const sendToAll = createSend({ ...options, outlet, reactions, signs, isRich });
  const polls = createPolls({ ...options, api });
  const personal = createPersonal({ ...options, api, log, sendToAll });
  const members = createMembers({ ...options, api, botId: Number(options.token.split(':', 1)[0]) });

  const sendPoll = async (chat: ChatRef, card: PollCard, place: Place): Promise<MessageRef> => {
    const sent = polls.send(await notes.resolve(chat), card, place);
    return sent.catch((error: unknown) => Promise.reject(chatError(error)));
  };

  const send: ChatAdapter['send'] = async (chat, reply, place, still) => {
    // Telegram shows nobody a file alone.
    if (reply.kind === 'file') return sendToAll(chat, reply, beforeAll(place), still);
    if (reply.kind !== 'poll' && !personal.isFor(place)) return sendToAll(chat, reply, place, still);
    await still?.();
    return reply.kind === 'poll' ? sendPoll(chat, reply.card, place) : personal.send(chat, reply, place);
  };

  const turnAway = async ({ chat, text }: Refusal): Promise<void> => {
    const card = notice(text, 'en');
    await sendToAll(chat, { kind: 'notice', card }, { replaces: null, answers: null });
  };

  const apologize: Apologize = async (inbound, error) => {
    const { chat, from, key, message } = inbound;
    const onlyFor = chat.kind === 'group' ? { onlyFor: { userId: from.id, event: key } } : {};
    const place = { replaces: null, answers: message, ...onlyFor };
    await send(inbound.chat, { kind: 'notice', card: sorry(error, inbound) }, place).catch(
      (failure: unknown) => log.warn({ reason: chatError(failure).message }, 'telegram asker not told'),
    );
  };

  const admission = createAdmission({ ...options, allowed: options.allowedChats ?? [] });
  const identity = createIdentity(api);
  const parts = { ...options, api, log, apologize, admission, turnAway, polls, notes, identity };
  const receiver = createReceiver(parts);
  return {
    platform: 'telegram',
    sheet: 'always',
    albums: true,
    wantsTiles: isRich,
    start: async (receive) => {
      await receiver.start(async (inbound) => {
        reactions.seen(inbound);
        await Promise.all([receive(inbound), inbound.message && signs.heard(inbound.message)]);
      });
      await personal.resume();
    },
    send,
    findSign: signs.find,
    attend: activity.begin,
    endPoll: polls.end,
    mayConfigure: members.mayConfigure,
    nameOf: members.nameOf,
    hearsEverything: members.hearsEverything,
    links: createLinks(identity),
    download: (photo, signal, mostBytes) => downloadPhoto({ ...options, api }, photo, signal, mostBytes),
    stop: async () => {
      await receiver.stop();
      await personal.stop();
      await Promise.all([reactions.stop(), activity.stop()]);
    },
  };
};
