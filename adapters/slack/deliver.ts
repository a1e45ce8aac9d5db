/** Brings a reply into a chat and gets it there whatever Slack refuses: pictures, layouts, the channel itself. */
import { WebAPIPlatformError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import {
  type ChatRef,
  type Log,
  type MessageRef,
  type Place,
  type Reply,
  type Store,
  translator,
} from '#service';
import { createPrivately } from './ephemeral.ts';
import { slackCode, slackError } from './errors.ts';
import type { Files } from './files.ts';
import { firstFrame, untilTaken } from './frames.ts';
import { createGiveFile } from './give-file.ts';
import type { Home } from './home.ts';
import type { Layouts, PicturesOfWeb } from './layouts.ts';
import type { LinkCards } from './links.ts';
import { type NameOf, withNames } from './names.ts';
import { PRIVATE_MESSAGE } from './receive.ts';
import { isMessage, readLinkRef, readWindowRef } from './refs.ts';
import { LAYOUTS, type Layout, type Message, pictureToUpload, render } from './render.ts';
import { signMetadata } from './signs.ts';
import type { createFillWindow } from './windows.ts';

const RESPOND_MS = 15_000;

/** Answers of `chat.update` that mean: this message cannot be changed any more, write a new one. */
const UNCHANGEABLE = [
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'update_failed',
  'thread_not_found',
];

/** Answers that mean: the message that began this thread is gone, or takes no answers. */
const THREADLESS = ['thread_not_found', 'cannot_reply_to_message', 'restricted_action_thread_locked'];

/** Answers that mean: the bot may not write into this conversation. */
const OUTSIDE = [
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
];

/** What delivering needs. `layouts` and `web` remember what the workspace refused. */
export type DeliverParts = {
  readonly client: WebClient;
  readonly files: Files;
  readonly layouts: Layouts;
  readonly web: PicturesOfWeb;
  readonly fillWindow: ReturnType<typeof createFillWindow>;
  readonly links: Pick<LinkCards, 'show'>;
  readonly store: Store;
  readonly nameOf: NameOf;
  readonly home: Pick<Home, 'isShown'>;
  readonly log: Log;
};

/** Where a message goes. `sign` says what it is the sign of work of, `onlyFor` the person whom it concerns alone. */
type Target = {
  readonly chat: ChatRef;
  readonly replaces: MessageRef | null;
  readonly onlyFor: string | null;
  readonly sign: ReturnType<typeof signMetadata> | null;
};

const isOneOf = (codes: readonly string[], error: unknown): boolean => codes.includes(slackCode(error) ?? '');

/**
 * Posts through a return address: only the asker sees it. Slack gives 5 posts within 30 minutes, and replaces messages of
 * buttons but not those of commands (slackapi/bolt-js#2287), which then get a second message.
 */
const respond = async (via: string, message: Message, replaces = true): Promise<void> => {
  const body = { ...message, response_type: 'ephemeral', replace_original: replaces };
  const answer = await fetch(via, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(RESPOND_MS),
  }).catch((error) => {
    throw new WebAPIRequestError(error);
  });
  const told = await answer.text();
  const code = /"error"\s*:\s*"(\w+)"/.exec(told)?.[1] ?? (answer.ok ? null : told.trim());
  if (code !== null) throw new WebAPIPlatformError({ ok: false, error: code || 'internal_error' });
};

/** Makes the function that shows a reply and tells which message now holds it. It throws `chat-*` errors. */
export const createDeliver = (parts: DeliverParts) => {
  const { client, files, layouts, web, fillWindow, links, nameOf, home, log } = parts;
  const privately = createPrivately({
    client,
    respond: (via, message) => respond(via, message, false),
    log,
  });
  const giveFile = createGiveFile({ client, store: parts.store, log });

  const respondTo = async (chat: ChatRef, via: string, message: Message): Promise<MessageRef> => {
    await respond(via, message);
    return { chat, id: PRIVATE_MESSAGE };
  };

  const postAt = async ({ chat, sign }: Target, message: Message): Promise<MessageRef> => {
    const { ts, channel } = await client.chat.postMessage({
      ...message,
      channel: chat.id,
      ...(chat.thread ? { thread_ts: chat.thread } : {}),
      ...(sign ? { metadata: sign } : {}),
      unfurl_links: false,
      unfurl_media: false,
    });
    if (!ts) throw new WebAPIPlatformError({ ok: false, error: 'internal_error' });
    return { chat: { ...chat, id: channel ?? chat.id }, id: ts };
  };

  const post = async (target: Target, message: Message): Promise<MessageRef> => {
    try {
      return await postAt(target, message);
    } catch (error) {
      if (target.chat.thread === null || !isOneOf(THREADLESS, error)) throw error;
      return postAt({ ...target, chat: { ...target.chat, thread: null } }, message);
    }
  };

  const update = async (old: MessageRef, message: Message): Promise<MessageRef> => {
    await client.chat.update({ ...message, channel: old.chat.id, ts: old.id });
    return old;
  };

  const write = async (target: Target, message: Message): Promise<MessageRef> => {
    const { chat, replaces, onlyFor } = target;
    if (onlyFor && replaces?.id !== PRIVATE_MESSAGE) {
      const told = await privately({ chat, userId: onlyFor, message, replaces });
      if (told) return told;
    }
    const via = chat.via ?? replaces?.chat.via ?? null;
    if (replaces?.id === PRIVATE_MESSAGE && via) return respondTo(chat, via, message);
    try {
      if (!replaces || replaces.id === PRIVATE_MESSAGE) return await post(target, message);
      return await update(replaces, message);
    } catch (error) {
      if (via && isOneOf(OUTSIDE, error)) return respondTo(chat, via, message);
      if (replaces && isOneOf(UNCHANGEABLE, error)) return post(target, message);
      throw error;
    }
  };

  const deliver = async (target: Target, reply: Reply): Promise<MessageRef> => {
    const picture = pictureToUpload(reply);
    const fileId = picture ? await files.upload(picture.bytes, picture.alt) : null;
    const { shown, frame, lasting } = await untilTaken({
      layouts: LAYOUTS,
      first: firstFrame<Layout>(await layouts.remembered('layout', LAYOUTS), fileId, !web.areShown()),
      render: (next) => render(reply, next),
      write: (message) => write(target, message),
      log,
    });
    if (frame.noWeb && web.areShown()) web.wereRefused();
    if (lasting) await layouts.remember('layout', frame.layout);
    if (picture && frame.refused.has(fileId ?? '')) await files.forget(picture.bytes);
    return shown;
  };

  /** The sign becomes the sentence about the file once the file is there. */
  const deliverFile = async (
    target: Target,
    { card, file, forUser }: Extract<Reply, { kind: 'file' }>,
  ): Promise<MessageRef> => {
    const { chat } = target;
    const sign = target.replaces ?? (await deliver(target, { kind: 'notice', card }));
    const given = await giveFile({ chat, sign, file, words: card.text, forUser });
    const text = given.public ? card.text : translator(card.language)('file-alone');
    return deliver({ ...target, replaces: sign }, { kind: 'notice', card: { ...card, text } });
  };

  /** Sends to where the answer belongs: a window, below a link, the Home tab, or a message. */
  const route = async (
    chat: ChatRef,
    reply: Reply,
    { replaces, answers, onlyFor }: Place,
  ): Promise<MessageRef> => {
    const place = replaces ?? answers;
    const window = readWindowRef(place);
    if (place && window) return fillWindow(place, window, reply);
    const link = readLinkRef(place);
    if (place && link) return links.show(place, link, reply);
    // Slack shows that a button was pressed by itself, and an update would take the list away while people wait.
    if (reply.kind === 'working' && replaces) return replaces;
    if (replaces && (await home.isShown(replaces))) return replaces;
    // Slack gives 5 posts to a return address, and the result wants one of them.
    if (reply.kind === 'progress' && replaces?.id === PRIVATE_MESSAGE) return replaces;
    const sign =
      reply.kind === 'working' && answers && isMessage(answers) ? signMetadata(answers, reply.job) : null;
    const target = { chat, replaces, sign, onlyFor: onlyFor?.userId ?? null };
    return reply.kind === 'file' ? deliverFile(target, reply) : deliver(target, reply);
  };

  return async (chat: ChatRef, reply: Reply, place: Place): Promise<MessageRef> => {
    try {
      return await route(chat, await withNames(reply, nameOf), place);
    } catch (error) {
      throw slackError(error, log);
    }
  };
};
