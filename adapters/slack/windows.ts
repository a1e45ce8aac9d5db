/** Windows (modals) with an offer: opened while somebody's press is taken in, and filled by the job that the press asked for. */
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import {
  asTusouError,
  decodeAction,
  type Inbound,
  type Language,
  type Log,
  type MessageRef,
  type Reply,
  translator,
} from '#service';
import { slackCode, slackError } from './errors.ts';
import { firstFrame, untilTaken } from './frames.ts';
import type { Layouts, PicturesOfWeb } from './layouts.ts';
import { OFFER_WINDOW, offerWindow, WINDOW_LAYOUTS, type WindowLayout, wordsWindow } from './offer-window.ts';
import { chatOf, type Known, PRIVATE_MESSAGE } from './receive.ts';
import { isMessage, readWindowRef, type WindowRef, windowRef } from './refs.ts';
import { isResponseUrl } from './return-address.ts';

/** Presses that are answered in a window: each is about one offer and leaves the list as it is. */
const OPENING: readonly string[] = ['details', 'pick', 'unpick'];

const addressSchema = z.object({
  channel: z.string(),
  thread: z.string().nullable(),
  via: z.string().nullable(),
  behind: z.string().regex(/^[\w.]+$/),
});

const inWindowSchema = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string().regex(/^\w+$/),
    callback_id: z.literal(OFFER_WINDOW),
    private_metadata: z.string().transform((text, context) => {
      try {
        return addressSchema.parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'not ours' });
        return z.NEVER;
      }
    }),
  }),
  actions: z.array(z.object({ value: z.string().nullish(), action_ts: z.string() })).min(1),
});

/**
 * A press in a window of ours, or null when it is none. What is answered in the window is about it; the rest is about the chat, in which
 * a message of its own answers.
 */
export const fromWindowPress = (
  payload: unknown,
  { language }: Pick<Known, 'language'>,
  apiUrl: string,
): Inbound | null => {
  const { data: press } = inWindowSchema.safeParse(payload);
  const [action] = press?.actions ?? [];
  if (!press || !action) return null;
  const { view, user } = press;
  const { channel, thread, via, behind } = view.private_metadata;
  const chat = chatOf(channel, thread, via !== null && isResponseUrl(via, apiUrl) ? via : null);
  const data = action.value ?? '';
  const staysHere = OPENING.includes(decodeAction(data)?.kind ?? '');
  const window = windowRef(chat, { view: view.id, user: user.id, behind });
  return {
    key: `slack:press:${view.id}:${user.id}:${action.action_ts}`,
    chat,
    from: { id: user.id, language },
    message: staysHere ? window : null,
    kind: 'press',
    data,
    on: staysHere ? window : { chat, id: behind },
  };
};

const triggerIn = (payload: unknown): string | null =>
  z.object({ trigger_id: z.string() }).safeParse(payload).data?.trigger_id ?? null;

const viewIn = (payload: unknown): string | null => inWindowSchema.safeParse(payload).data?.view.id ?? null;

/** What opening needs. `client` must give up quickly: a trigger is good for 3 s. */
export type OpenParts = { readonly client: WebClient; readonly log: Log };

/** Makes the function that takes a press in, with a window for what is answered in one. */
export const createPressWindows = ({ client, log }: OpenParts) => {
  /** The press as one in the window that was opened for it; without a window it is answered as a message. */
  const opened = async (press: Extract<Inbound, { kind: 'press' }>, trigger: string): Promise<Inbound> => {
    const { chat, on, from } = press;
    const { language } = from;
    // A card below somebody's link stands in their message, not in one of ours.
    const behind = isMessage(on) ? on.id : PRIVATE_MESSAGE;
    const view = wordsWindow(translator(language)('working-offer'), { language, chat, behind });
    try {
      const { view: shown } = await client.views.open({ trigger_id: trigger, view });
      if (!shown?.id) return press;
      const window = windowRef(chat, { view: shown.id, user: from.id, behind });
      return { ...press, on: window, message: window };
    } catch (error) {
      log.warn({ code: slackCode(error) }, 'slack opened no window; the offer comes as a message');
      return press;
    }
  };

  const say = async (press: Inbound, view: string, key: string): Promise<void> => {
    const { chat, from } = press;
    const { language } = from;
    const behind =
      press.kind === 'press' ? (readWindowRef(press.on)?.behind ?? press.on.id) : PRIVATE_MESSAGE;
    const text = translator(language)(key);
    await client.views
      .update({ view_id: view, view: wordsWindow(text, { language, chat, behind }) })
      .catch((error: unknown) => log.debug({ code: slackCode(error) }, 'slack window not changed'));
  };

  /**
   * Opens the window for a press that is answered in one, has the press stored by `pass`, and tells in the window when that failed, or
   * when the answer comes elsewhere. Rejects as `pass` does.
   */
  return async (
    press: Inbound | null,
    payload: unknown,
    pass: (press: Inbound | null) => Promise<void>,
  ): Promise<void> => {
    if (press?.kind !== 'press') return pass(press);
    const trigger = triggerIn(payload);
    const inside = viewIn(payload);
    const opens = inside === null && OPENING.includes(decodeAction(press.data)?.kind ?? '');
    const taken = opens && trigger ? await opened(press, trigger) : press;
    const window = inside ?? readWindowRef(taken.message)?.view ?? null;
    try {
      await pass(taken);
    } catch (error) {
      if (window) await say(taken, window, `error-${asTusouError(error).code}`);
      throw error;
    }
    if (inside && !readWindowRef(taken.message)) void say(taken, inside, 'slack-window-elsewhere');
  };
};

/** What filling needs. `upload` makes a file of a picture that Slack cannot fetch. */
export type FillParts = {
  readonly client: WebClient;
  readonly layouts: Layouts;
  readonly web: PicturesOfWeb;
  readonly upload: (picture: Uint8Array, alt: string) => Promise<string | null>;
  readonly log: Log;
};

/** Answers of `views.update` that mean: nobody looks at this window any more. */
const CLOSED = ['not_found', 'view_not_found', 'expired_view'];

/** Makes the function that puts a reply into a window. It throws Slack's own errors. */
export const createFillWindow = ({ client, layouts, web, upload, log }: FillParts) => {
  const update = async (view: string, shown: ModalView): Promise<void> => {
    await client.views.update({ view_id: view, view: shown });
  };

  /** Whoever closed the window hears that there is an answer, and nobody else does. */
  const tellClosed = async ({ chat }: MessageRef, user: string, language: Language): Promise<void> => {
    const text = translator(language)('slack-window-gone');
    await client.chat
      .postEphemeral({
        channel: chat.id,
        user,
        text,
        ...(chat.thread ? { thread_ts: chat.thread } : {}),
      })
      .catch((error: unknown) =>
        log.info({ code: slackError(error, log).message }, 'slack window is closed'),
      );
  };

  const show = async ({ view, behind }: WindowRef, { chat }: MessageRef, reply: Reply): Promise<void> => {
    if (reply.kind !== 'details') {
      const { text, actions, language } =
        reply.kind === 'notice' ? reply.card : { text: '', actions: [], language: languageOfReply(reply) };
      return update(view, wordsWindow(text, { language, chat, behind }, actions));
    }
    const { card, picture } = reply;
    const fileId = picture ? await upload(picture, card.offer.title) : null;
    const layout = await layouts.remembered('window', WINDOW_LAYOUTS);
    const { frame, lasting } = await untilTaken({
      layouts: WINDOW_LAYOUTS,
      first: firstFrame<WindowLayout>(layout, fileId, !web.areShown()),
      render: (next) => offerWindow(card, { language: card.language, chat, behind }, next),
      write: (shown) => update(view, shown),
      log,
    });
    if (lasting) await layouts.remember('window', frame.layout);
  };

  return async (ref: MessageRef, window: WindowRef, reply: Reply): Promise<MessageRef> => {
    // It says already that the offer is being opened; one that shows it goes on showing it.
    if (reply.kind === 'working') return ref;
    try {
      await show(window, ref, reply);
    } catch (error) {
      if (!CLOSED.includes(slackCode(error) ?? '')) throw error;
      await tellClosed(ref, window.user, languageOfReply(reply));
    }
    return ref;
  };
};

const languageOfReply = (reply: Reply): Language => ('card' in reply ? reply.card.language : 'en');
