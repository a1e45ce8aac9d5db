/** The Home tab: shown anew whenever somebody opens it or changes something on it, and what is pressed there as an `Inbound`. */
import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Board, ChatRef, Inbound, Language, Log, MessageRef } from '#service';
import { slackError } from './errors.ts';
import { HOME, HOME_AGAIN, homeView } from './home-view.ts';
import type { Members } from './members.ts';

/**
 * What the Home tab needs. `board` is absent where there is none to show. `called` is how the rest of the program calls an id of this
 * workspace; absent where that is Slack's own id.
 */
export type HomeParts = {
  readonly client: WebClient;
  readonly board: Board | undefined;
  readonly members: Pick<Members, 'isMember'>;
  readonly languageOfUser: (user: string | null) => Promise<Language>;
  readonly called?: (id: string) => string;
  readonly log: Log;
};

/** The Home tab of somebody, as a message that can be replaced: the tab is then shown anew. */
const homeRef = (chat: ChatRef, user: string): MessageRef => ({ chat, id: `${HOME}${user}` });

/** Whose Home tab a ref names; null for anything else. */
const ownerIn = ({ id }: MessageRef): string | null => /^home:([UW][A-Z0-9]+)$/.exec(id)?.[1] ?? null;

const directMessage = z.string().regex(/^D[A-Z0-9]+$/);

const openedSchema = z.object({ tab: z.literal('home'), user: z.string(), channel: directMessage });

const pressSchema = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({ type: z.literal('home'), private_metadata: directMessage }),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

const directChat = (id: string): ChatRef => ({
  platform: 'slack',
  id,
  thread: null,
  kind: 'private',
  via: null,
});

/** What was pressed or chosen on the Home tab: a search that is asked again in the direct message, or a press there. Null for anything else. */
export const fromHome = (payload: unknown, { language }: { readonly language: Language }): Inbound | null => {
  const { data: press } = pressSchema.safeParse(payload);
  const action = press?.actions[0];
  const data = action?.selected_option?.value ?? action?.value;
  if (!press || !action || !data) return null;
  const { user, view } = press;
  const chat = directChat(view.private_metadata);
  const arrival = {
    key: `slack:home:${user.id}:${action.action_ts}`,
    chat,
    from: { id: user.id, language },
    message: null,
  };
  if (action.action_id.startsWith(HOME_AGAIN))
    return { ...arrival, kind: 'command', name: 'start', args: data, photos: [] };
  return { ...arrival, kind: 'press', data, on: homeRef(chat, user.id) };
};

/** Makes the Home tab. `settled` resolves when none is being shown. */
export const createHome = (parts: HomeParts) => {
  const { client, board, members, languageOfUser, called = (id) => id, log } = parts;
  const underWay = new Map<string, Promise<void>>();

  const publish = async (user: string, channel: string): Promise<void> => {
    if (!board) return;
    const person = { id: called(user), language: await languageOfUser(user) };
    const maySee = (chat: ChatRef): Promise<boolean> => members.isMember(chat, user);
    const card = await board({ person, chat: directChat(called(channel)), maySee });
    await client.views.publish({ user_id: user, view: homeView(card, channel) });
  };

  /** One after the other, so that the tab shows the last state. Never rejects: whoever opens it again has it shown again. */
  const show = (user: string, channel: string): Promise<void> => {
    const shown = (underWay.get(user) ?? Promise.resolve())
      .then(() => publish(user, channel))
      .catch((error: unknown) =>
        log.warn({ code: slackError(error, log).code }, 'slack home tab was not shown'),
      )
      .finally(() => {
        if (underWay.get(user) === shown) underWay.delete(user);
      });
    underWay.set(user, shown);
    return shown;
  };

  return {
    /** Registers the listeners on an app. Presses resolve once `receive` has stored them. */
    listen: (app: App, receive: (inbound: Inbound) => Promise<void>): void => {
      app.event('app_home_opened', async ({ event }) => {
        const { data } = openedSchema.safeParse(event);
        // Slack gets its acknowledgement before the tab is made, which takes some calls.
        if (data) void show(data.user, data.channel);
      });
      app.action(new RegExp(`^${HOME}`), async ({ ack, body }) => {
        const inbound = fromHome(body, { language: await languageOfUser(body.user.id) });
        if (inbound) await receive(inbound);
        await ack();
      });
    },

    /** Shows the tab anew when a reply takes the place of one; false for all other messages. */
    isShown: async (ref: MessageRef): Promise<boolean> => {
      const user = ownerIn(ref);
      if (user !== null) await show(user, ref.chat.id);
      return user !== null;
    },

    settled: async (): Promise<void> => {
      await Promise.all(underWay.values());
    },
  };
};

/** See `createHome`. */
export type Home = ReturnType<typeof createHome>;
