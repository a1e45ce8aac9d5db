/** The Slack adapter: starts and stops it, and puts its parts together. Made by `app.ts` when Slack is set up. */
import {
  type Board,
  type ChatAdapter,
  type Clock,
  type HttpMounts,
  type Inbound,
  type Locks,
  type Log,
  type Store,
  TusouError,
} from '#service';
import { boltLogger, createEar, type Ear, type Transport } from './bolt.ts';
import { slackError } from './errors.ts';
import { createInstallPages } from './install.ts';
import { createInstallations } from './installations.ts';
import { createPicturesOfWeb, type PicturesOfWeb } from './layouts.ts';
import { createOnce } from './once.ts';
import { showable } from './pictures.ts';
import { createReplays } from './replays.ts';
import { listenBySocket } from './socket.ts';
import { createWorkspace } from './workspace.ts';
import { createWorkspaces } from './workspaces.ts';

/**
 * How people install the app into workspaces of their own, on pages at `publicUrl` (without a slash at its end). `store` keeps their tokens and
 * should wait for the disk.
 */
export type SlackInstalls = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly publicUrl: string;
  readonly store: Store;
};

/**
 * What the adapter needs. With `appToken` it is reached by Socket Mode, in the one process that has the right among `locks`; else with
 * `signingSecret` by HTTP at `POST /slack/events` on `mounts`. `apiUrl` is Slack's Web API or a double of it. `botToken` is for one
 * workspace, `installs` for any number of others; without both there is nobody to serve.
 * `allowedChannels` are the ids of the channels and people that are let in; none means everybody.
 */
export type SlackParts = {
  readonly botToken: string | null;
  readonly installs: SlackInstalls | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly apiUrl: string;
  readonly allowedChannels?: readonly string[];
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  readonly mounts: HttpMounts;
  readonly locks: Locks;
  /** What the Home tab shows. */
  readonly board?: Board;
};

const transportOf = ({ appToken, signingSecret, mounts, store }: SlackParts): Transport => {
  if (appToken) return { kind: 'socket', appToken };
  if (signingSecret) return { kind: 'http', signingSecret, mounts, isReplay: createReplays(store) };
  throw new TusouError('config-invalid', { detail: 'Slack needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET' });
};

/** The workspace of the bot token, and those of the installations. */
const openWorkspaces = (parts: SlackParts & { readonly web: PicturesOfWeb }) => {
  const { botToken, installs, log } = parts;
  const home =
    botToken === null ? null : createWorkspace({ ...parts, token: botToken, team: null, identity: null });
  const installations = installs && createInstallations({ ...parts, ...installs });
  const workspaces = createWorkspaces({
    home,
    installations,
    open: (identity) => createWorkspace({ ...parts, ...identity, identity }),
    log,
  });
  const pages =
    installs && installations ? createInstallPages({ ...parts, ...installs, installations }) : null;
  return { home, workspaces, pages };
};

/** Makes the Slack adapter. Throws `config-invalid` when it has neither an app token nor a signing secret. */
export const createSlack = (parts: SlackParts): ChatAdapter => {
  const { apiUrl, log, store } = parts;
  const web = createPicturesOfWeb(parts.clock);
  const transport = transportOf(parts);
  const { home, workspaces, pages } = openWorkspaces({ ...parts, web });
  /** A wrong bot token has to stop the start, also where another process listens; but not where others have workspaces of their own. */
  const knock = async (): Promise<string | null> => {
    try {
      return home && (await home.identify()).team;
    } catch (error) {
      if (!pages) throw error;
      log.error(
        { reason: slackError(error, log).message },
        'slack workspace of the bot token is not reached',
      );
      return null;
    }
  };
  let once: ReturnType<typeof createOnce> | null = null;
  const stopping = new AbortController();
  let hangUp = async (): Promise<void> => {};

  /** An ear whose events go to `receive`, not yet open. */
  const make = (receive: (inbound: Inbound) => Promise<void>): Ear => {
    const ear = createEar({
      transport,
      apiUrl,
      logger: boltLogger(log),
      hear: (event) => workspaces.hear(event, receive),
    });
    const start = async (): Promise<void> => {
      const team = await knock();
      await ear.start();
      log.info({ team, transport: transport.kind }, 'slack connected');
    };
    return { ...ear, start };
  };

  const connect = async (receive: (inbound: Inbound) => Promise<void>): Promise<void> => {
    if (transport.kind === 'http') {
      const ear = make(receive);
      hangUp = ear.stop;
      return ear.start();
    }
    await knock();
    const { signal } = stopping;
    const { begun, over } = listenBySocket({ ...parts, ...transport, make: () => make(receive), signal });
    hangUp = () => over;
    return begun;
  };

  return {
    platform: 'slack',
    ballots: true,
    mayConfigure: async (chat, user) => (await workspaces.of(chat.id)).mayConfigure(chat, user),
    nameOf: async (chat, userId) => (await workspaces.of(chat.id)).nameOf(chat, userId),
    sheet: { unless: (url) => web.areShown() && showable(url, 'small').length > 0 },
    start: async (receive) => {
      once = createOnce(receive, store, log);
      try {
        await connect(once.receive);
        pages?.start();
      } catch (error) {
        stopping.abort();
        throw slackError(error, log);
      }
    },
    send: async (chat, ...what) => (await workspaces.of(chat.id)).send(chat, ...what),
    findSign: async (asked, job) => {
      const workspace = await workspaces.of(asked.chat.id).catch(() => null);
      return workspace?.findSign(asked, job) ?? null;
    },
    download: async (photo, signal, mostBytes) =>
      (await workspaces.of(photo.fileId)).download(photo, signal, mostBytes),
    stop: async () => {
      stopping.abort();
      pages?.stop();
      await hangUp();
      await once?.settled();
      await workspaces.settled();
    },
  };
};
