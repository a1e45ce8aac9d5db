/** Brings a reply into a chat and gets it there whatever Slack refuses: pictures, layouts, the channel itself. */
import { WebAPIPlatformError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import type { ChatRef, Log, MessageRef, Place, Reply, Store } from '#service';
import { slackCode, slackError } from './errors.ts';
import type { Files } from './files.ts';
import { PRIVATE_MESSAGE } from './receive.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import { type Frame, LAYOUTS, type Layout, type Message, pictureToUpload, render } from './render.ts';

/** A refused layout is tried again after this time; Slack adds kinds of blocks. */
const LAYOUT_MEMORY_MS = 24 * 60 * 60 * 1000;

/** Pictures are dropped one complaint at a time this often, then all at once. */
const PATIENCE = 3;

const RESPOND_MS = 15_000;

/** Answers of `chat.update` that mean: this message cannot be changed any more, write a new one. */
const UNCHANGEABLE = ['message_not_found', 'cant_update_message', 'edit_window_closed', 'thread_not_found'];

/** Answers that mean: the bot is not in this conversation. */
const OUTSIDE = ['not_in_channel', 'channel_not_found'];

/** What delivering needs. `team` tells the id of the workspace, whose refusals are remembered. */
export type DeliverParts = {
  readonly client: WebClient;
  readonly files: Files;
  readonly store: Store;
  readonly log: Log;
  readonly team: () => Promise<string>;
};

type Target = { readonly chat: ChatRef; readonly replaces: MessageRef | null };

const isOneOf = (codes: readonly string[], error: unknown): boolean => codes.includes(slackCode(error) ?? '');

/**
 * Posts through a return address: only the asker sees it. Slack gives 5 posts within 30 minutes, and replaces messages of
 * buttons but not those of commands (slackapi/bolt-js#2287), which then get a second message.
 */
const respond = async (via: string, message: Message): Promise<void> => {
  const body = { ...message, response_type: 'ephemeral', replace_original: true };
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
export const createDeliver = ({ client, files, store, log, team }: DeliverParts) => {
  const layoutKey = async (): Promise<string> => `slack:layout:${await team()}`;

  const respondTo = async (chat: ChatRef, via: string, message: Message): Promise<MessageRef> => {
    await respond(via, message);
    return { chat, id: PRIVATE_MESSAGE };
  };

  const post = async (chat: ChatRef, message: Message): Promise<MessageRef> => {
    const { ts, channel } = await client.chat.postMessage({
      ...message,
      channel: chat.id,
      ...(chat.thread ? { thread_ts: chat.thread } : {}),
      unfurl_links: false,
      unfurl_media: false,
    });
    if (!ts) throw new WebAPIPlatformError({ ok: false, error: 'internal_error' });
    return { chat: { ...chat, id: channel ?? chat.id }, id: ts };
  };

  const update = async (old: MessageRef, message: Message): Promise<MessageRef> => {
    await client.chat.update({ ...message, channel: old.chat.id, ts: old.id });
    return old;
  };

  const write = async ({ chat, replaces }: Target, message: Message): Promise<MessageRef> => {
    const via = chat.via ?? replaces?.chat.via ?? null;
    if (replaces?.id === PRIVATE_MESSAGE && via) return respondTo(chat, via, message);
    try {
      if (!replaces || replaces.id === PRIVATE_MESSAGE) return await post(chat, message);
      return await update(replaces, message);
    } catch (error) {
      if (via && isOneOf(OUTSIDE, error)) return respondTo(chat, via, message);
      if (replaces && isOneOf(UNCHANGEABLE, error)) return post(chat, message);
      throw error;
    }
  };

  const rememberedLayout = async (): Promise<Layout> => {
    const known = await store.get<string>(await layoutKey());
    return LAYOUTS.find((layout) => layout === known) ?? LAYOUTS[0];
  };

  /** The frame to try after a refusal, or null when nothing is left to try. */
  const nextFrame = (frame: Frame, refusal: Refusal, tries: number): Frame | null => {
    const fresh = refusal.pictures.filter((picture) => !frame.refused.has(picture));
    if (fresh.length > 0) {
      const noPictures = tries >= PATIENCE;
      log.warn({ pictures: fresh.length, noPictures }, 'slack could not show pictures; sending without them');
      return { ...frame, refused: new Set([...frame.refused, ...fresh]), noPictures };
    }
    const layout = LAYOUTS[LAYOUTS.indexOf(frame.layout) + 1];
    if (!layout) return null;
    log.warn({ from: frame.layout, to: layout }, 'slack refused a layout; trying the next');
    return { ...frame, layout };
  };

  const deliver = async (target: Target, reply: Reply): Promise<MessageRef> => {
    const picture = pictureToUpload(reply);
    const fileId = picture ? await files.upload(picture.bytes, picture.alt) : null;
    let frame: Frame = { layout: await rememberedLayout(), refused: new Set(), noPictures: false, fileId };
    let lasting = false;
    for (let tries = 1; ; tries += 1) {
      const message = render(reply, frame);
      try {
        const shown = await write(target, message);
        if (lasting) await store.set(await layoutKey(), frame.layout, LAYOUT_MEMORY_MS);
        return shown;
      } catch (error) {
        const refusal = readRefusal(error, message.blocks);
        const next = refusal && nextFrame(frame, refusal, tries);
        if (!refusal || !next) throw error;
        if (picture && refusal.pictures.includes(fileId ?? '')) await files.forget(picture.bytes);
        lasting ||= next.layout !== frame.layout && refusal.ofLayout;
        frame = next;
      }
    }
  };

  return async (chat: ChatRef, reply: Reply, { replaces }: Place): Promise<MessageRef> => {
    // Slack shows that a button was pressed by itself, and an update would take the list away while people wait.
    if (reply.kind === 'working' && replaces) return replaces;
    try {
      return await deliver({ chat, replaces }, reply);
    } catch (error) {
      throw slackError(error, log);
    }
  };
};
