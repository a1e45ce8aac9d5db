/** Hears what happens in Slack and passes it on: the one place where Bolt's listeners are registered. */
import type { App, RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import {
  asTusouError,
  type Clock,
  type Inbound,
  type Language,
  type Log,
  namesSubject,
  type Store,
  translator,
} from '#service';
import type { Admission } from './admission.ts';
import { OPEN, PRESS } from './blocks.ts';
import type { Files } from './files.ts';
import { createFirstTime } from './first-time.ts';
import type { Home } from './home.ts';
import { fromLinks } from './links.ts';
import { createLookup } from './lookup.ts';
import { OFFERED, SEARCH_MODAL } from './modal.ts';
import {
  readCommand,
  readMessage,
  readShortcut,
  SHORTCUT,
  type SlackFile,
  type SlackMessage,
  userIn,
} from './payloads.ts';
import { lossOf } from './pictures-in.ts';
import {
  fromCommand,
  fromMessage,
  fromPress,
  fromShortcut,
  isAddressed,
  lacksPhoto,
  mayConcernUs,
} from './receive.ts';
import { createSearchModal } from './search-modal.ts';
import { createWhisper, type Listener } from './whisper.ts';
import { createPressWindows, fromWindowPress } from './windows.ts';

/** Somebody who tries again where they are not let in is told again after this time. */
const TOLD_MS = 60 * 1000;

/** Longer than Slack goes on sending an event again. */
const REPEATS_MS = 60 * 60 * 1000;

/** What listening needs. `client` must give up quickly: Slack waits 3 s for our acknowledgement. */
export type ListenParts = {
  readonly app: App;
  readonly client: WebClient;
  readonly files: Files;
  readonly languageOfUser: (user: string | null) => Promise<Language>;
  readonly botUserId: string;
  readonly admission: Admission;
  readonly apiUrl: string;
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly home: Pick<Home, 'listen'>;
  readonly receive: (inbound: Inbound) => Promise<void>;
  readonly log: Log;
};

/** What the listeners share. */
const createHearing = (parts: ListenParts) => {
  const { files, receive, log, store, admission } = parts;
  const whisper = createWhisper(log);
  const firstTime = createFirstTime(store);
  const pass = async (inbound: Inbound | null, sent: readonly SlackFile[]): Promise<void> => {
    if (!inbound) return;
    await files.remember(sent);
    await receive(inbound);
  };
  /** Tells somebody something once in a while, however often it comes up. Nobody waits for it, and it never rejects. */
  const tell = async (
    asker: Listener,
    text: string,
    { about, forMs }: { readonly about: string; readonly forMs: number },
  ): Promise<void> => {
    const isNew = await firstTime(about, forMs).catch(() => false);
    if (isNew) await whisper(asker, text);
  };
  return {
    admission,
    lookup: createLookup(parts),
    pass,
    languageOf: (payload: unknown): Promise<Language> => parts.languageOfUser(userIn(payload)),
    /** Whether whoever asks is let in; others are told once in a while, which nobody waits for. */
    admits: (asker: Listener, language: Language): boolean => {
      if (admission.admits(asker)) return true;
      const about = `refused:${asker.channel}:${asker.user}`;
      void tell(asker, admission.refusal(asker, language), { about, forMs: TOLD_MS });
      return false;
    },
    tell,
    whisper,
  };
};

type Hearing = ReturnType<typeof createHearing>;

/** Takes messages, whichever event tells of them. */
const messageListener = ({ client, botUserId }: ListenParts, hearing: Hearing) => {
  const { lookup, languageOf, admits, tell, pass } = hearing;

  /** A message with its files, and whether it could be made sure that these are all. */
  const withFiles = async (message: SlackMessage): Promise<{ message: SlackMessage; isWhole: boolean }> => {
    const found = lacksPhoto(message, botUserId) ? await lookup.filesOf(client, message, botUserId) : [];
    const files = await lookup.complete(client, [...message.files, ...(found ?? [])]);
    return { message: { ...message, files }, isWhole: found !== null };
  };

  const hear = async (heard: SlackMessage): Promise<void> => {
    const [language, { message, isWhole }] = await Promise.all([languageOf(heard), withFiles(heard)]);
    const { channel, user, ts, thread_ts } = message;
    const listener = { client, channel, user, thread: thread_ts ?? null };
    const loss = lossOf(message.files);
    if (loss && isAddressed(message, botUserId))
      return void tell(listener, translator(language)(loss), {
        about: `lost:${channel}:${ts}`,
        forMs: REPEATS_MS,
      });
    const inbound = fromMessage(message, { botUserId, language });
    // Its files may come with the other event about the same message, which must not count as the same one then.
    const key = isWhole ? {} : { key: `${inbound?.key}:bare` };
    await pass(inbound && { ...inbound, ...key }, message.files);
  };

  return async (event: unknown): Promise<void> => {
    const message = readMessage(event);
    if (!message || !mayConcernUs(message, botUserId)) return;
    const { channel, user, thread_ts } = message;
    const isForUs = isAddressed(message, botUserId);
    if (hearing.admission.admits(message)) return hear(message);
    // Whoever did not speak to us need not hear that we would not answer.
    if (isForUs) admits({ client, channel, user, thread: thread_ts ?? null }, await languageOf(message));
  };
};

const registerCommand = (
  parts: ListenParts,
  hearing: Hearing,
  modal: ReturnType<typeof createSearchModal>,
) => {
  const { app, client } = parts;
  app.command(/^\//, async ({ ack, body, respond }) => {
    const command = readCommand(body);
    if (command) {
      const language = await hearing.languageOf(body);
      const { channel_id: channel, user_id: user } = command;
      const inbound = fromCommand(command, { language });
      const words = inbound?.kind === 'text' ? inbound.text : '';
      const wantsModal = !inbound || (inbound.kind === 'text' && !namesSubject(words));
      if (hearing.admits({ client, channel, user, thread: null, respond }, language)) {
        if (wantsModal) void modal.open({ client, command, words, language, respond });
        else await hearing.pass(inbound, []);
      }
    }
    await ack();
  });
};

const registerShortcut = ({ app, client }: ListenParts, hearing: Hearing) => {
  const hear = async (body: unknown, respond: RespondFn): Promise<void> => {
    const shortcut = readShortcut(body);
    if (!shortcut) return;
    const [language, files] = await Promise.all([
      hearing.languageOf(body),
      hearing.lookup.complete(client, shortcut.message.files),
    ]);
    const listener = {
      client,
      channel: shortcut.channel.id,
      user: shortcut.user.id,
      thread: null,
      respond,
    };
    if (!hearing.admits(listener, language)) return;
    const inbound = fromShortcut({ ...shortcut, message: { ...shortcut.message, files } }, { language });
    if (inbound) return hearing.pass(inbound, files);
    void hearing.whisper(listener, translator(language)(lossOf(files) ?? 'slack-no-picture'));
  };
  app.shortcut({ type: 'message_action', callback_id: SHORTCUT }, async ({ ack, body, respond }) => {
    await hear(body, respond);
    await ack();
  });
};

/** Cards below links are a courtesy: where nobody is let in, there are none, and nothing is said. */
const registerLinks = ({ app }: ListenParts, hearing: Hearing) => {
  app.event('link_shared', async ({ event }) => {
    const language = await hearing.languageOf(event);
    const links = fromLinks(event, { language }).filter(({ chat, from }) =>
      hearing.admission.admits({ channel: chat.id, user: from.id }),
    );
    await Promise.all(links.map((inbound) => hearing.pass(inbound, [])));
  });
};

const registerPresses = ({ app, client, apiUrl, log }: ListenParts, hearing: Hearing) => {
  const pressed = createPressWindows({ client, log });
  app.action(new RegExp(`^${PRESS}`), async ({ ack, body, respond }) => {
    const language = await hearing.languageOf(body);
    const press = fromPress(body, { language }) ?? fromWindowPress(body, { language }, apiUrl);
    const asker = press && {
      client,
      channel: press.chat.id,
      user: press.from.id,
      thread: null,
      respond,
    };
    if (asker && hearing.admits(asker, language))
      await pressed(press, body, (inbound) => hearing.pass(inbound, []));
    await ack();
  });
};

/** Registers the listeners. Each resolves once `receive` has stored the event; Bolt acknowledges after that. */
export const listen = (parts: ListenParts): void => {
  const { app, client, log } = parts;
  const hearing = createHearing(parts);
  const modal = createSearchModal({ ...parts, ...hearing });

  const onMessage = messageListener(parts, hearing);
  app.event('app_mention', ({ event }) => onMessage(event));
  app.event('message', ({ event }) => onMessage(event));

  registerCommand(parts, hearing, modal);
  registerShortcut(parts, hearing);

  app.view(SEARCH_MODAL, async ({ ack, body }) => {
    const refusal = await modal.submit(body, await hearing.languageOf(body));
    await (refusal ? ack(refusal) : ack());
  });
  app.action(OFFERED, async ({ ack, body }) => {
    await modal.takeOffered(client, body, await hearing.languageOf(body));
    await ack();
  });

  registerLinks(parts, hearing);
  registerPresses(parts, hearing);
  parts.home.listen(app, async (inbound) => {
    const { chat, from } = inbound;
    const asker = { client, channel: chat.id, user: from.id, thread: null };
    if (hearing.admits(asker, from.language)) await hearing.pass(inbound, []);
  });
  app.action(new RegExp(`^${OPEN}`), ({ ack }) => ack());

  app.error(async (error) => {
    // Bolt wraps what it does not know. An outage of the storage is logged once, and not for each event that it befalls.
    const cause = 'original' in error ? error.original : error;
    if (asTusouError(cause).code === 'storage-down') throw error;
    log.error({ detail: error.name }, 'slack event could not be taken; slack will send it again');
    throw error;
  });
};
