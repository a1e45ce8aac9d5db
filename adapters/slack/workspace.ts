/** One workspace: its token, its clients, and everything that goes by its own ids. Ids of other workspaces stop at its border. */
import type { ReceiverEvent } from '@slack/bolt';
import {
  asTusouError,
  type Board,
  type ChatAdapter,
  type Clock,
  type Inbound,
  type Log,
  type Store,
} from '#service';
import { bare, inward, inwardPlace, outward, outwardRef, storeOf, teamIn } from './address.ts';
import { createAdmission } from './admission.ts';
import { boltLogger, createWorkspaceApp } from './bolt.ts';
import { createClients } from './clients.ts';
import { createDeliver } from './deliver.ts';
import { slackError } from './errors.ts';
import { createFiles } from './files.ts';
import { createHome } from './home.ts';
import { createLayouts, type PicturesOfWeb } from './layouts.ts';
import { createLinkCards } from './links.ts';
import { listen } from './listen.ts';
import { createMembers } from './members.ts';
import { createNames } from './names.ts';
import { createPeople } from './people.ts';
import { createProfiles } from './profiles.ts';
import { createReactions } from './reactions.ts';
import { createFindSign } from './signs.ts';
import { createFillWindow } from './windows.ts';

/** Who we are in a workspace. */
export type Identity = { readonly team: string; readonly botId: string; readonly botUserId: string };

/**
 * What a workspace is made of. `team` is null for that of `SLACK_BOT_TOKEN`, whose identity is asked of Slack; for the others it is known
 * from their installation.
 */
export type WorkspaceParts = {
  readonly token: string;
  readonly team: string | null;
  readonly identity: Identity | null;
  readonly apiUrl: string;
  /** The ids of the channels and people that are let in; none means everybody. */
  readonly allowedChannels?: readonly string[];
  readonly log: Log;
  readonly clock: Clock;
  readonly store: Store;
  /** Whether Slack shows pictures of the web; known for all workspaces together. */
  readonly web: PicturesOfWeb;
  /** What the Home tab shows, by ids as the rest of the program knows them. */
  readonly board?: Board;
};

/** A workspace as the adapter uses it, with ids as the rest of the program knows them. Errors are those of `ChatAdapter`. */
export type Workspace = Required<
  Pick<ChatAdapter, 'send' | 'findSign' | 'download' | 'mayConfigure' | 'nameOf'>
> & {
  /** Who we are; asked once, and again after a failure that may pass. */
  identify(): Promise<Identity>;
  /** Hears an event of this workspace. It resolves when it is acknowledged, and rejects when Slack has to send it again. */
  hear(event: ReceiverEvent, receive: (inbound: Inbound) => Promise<void>): Promise<void>;
  /** Resolves when nothing is under way any more that nobody waits for. */
  settled(): Promise<void>;
};

/** The board, for people who look at it in this workspace: of groups in others it shows nothing. */
const boardOf =
  (board: Board, team: string | null): Board =>
  ({ maySee, ...owner }) =>
    board({ ...owner, maySee: async (chat) => teamIn(chat.id) === team && maySee(inward(chat)) });

/** Opens a workspace; nothing is asked of Slack yet. */
export const createWorkspace = (parts: WorkspaceParts): Workspace => {
  const { token, team, apiUrl, allowedChannels: allowed = [], log, clock } = parts;
  const logger = boltLogger(log);
  const store = storeOf(parts.store, team);
  const { client, quick } = createClients(parts);
  const files = createFiles({ client, botToken: token, apiUrl, store, clock, log });
  const profileOf = createProfiles({ client: quick, store, log });
  const languageOfUser = createPeople(profileOf);
  let identity: Promise<Identity> | null = parts.identity && Promise.resolve(parts.identity);
  let app: ReturnType<typeof createWorkspaceApp> | null = null;

  const ask = async (): Promise<Identity> => {
    const { team_id = '', user_id = '', bot_id = user_id } = await client.auth.test();
    return { team: team_id, botId: bot_id, botUserId: user_id };
  };

  const identify = (): Promise<Identity> => {
    identity ??= ask().catch((error) => {
      const problem = slackError(error, log);
      // A token that Slack does not take will not be taken later either.
      if (problem.code !== 'config-invalid') identity = null;
      throw problem;
    });
    return identity;
  };

  const ownTeam = async (): Promise<string> => (await identify()).team;
  const layouts = createLayouts(store, ownTeam);
  const reactions = createReactions({ client, store, log, team: ownTeam });
  const { web } = parts;
  const fillWindow = createFillWindow({ client, layouts, web, upload: files.upload, log });
  const links = createLinkCards({ client, store, log });
  const members = createMembers({ client: quick, clock, log });
  const nameOf = createNames(profileOf);
  const called = (id: string): string => (team === null ? id : `${team}/${id}`);
  const board = parts.board && boardOf(parts.board, team);
  const home = createHome({ client, board, members, languageOfUser, called, log });
  const deliver = createDeliver({ client, files, layouts, web, fillWindow, links, store, nameOf, home, log });
  const findSign = createFindSign({ client, log, botUserId: async () => (await identify()).botUserId });

  let isRefused = false;

  /** Tells the operator once that Slack no longer takes the token, whatever comes to grief on it. */
  const reached = async <T>(call: Promise<T>): Promise<T> => {
    try {
      const answer = await call;
      isRefused = false;
      return answer;
    } catch (error) {
      const { code, detail } = asTusouError(error);
      if (code === 'config-invalid' && !isRefused) {
        isRefused = true;
        log.error(
          { team, detail },
          'slack does not take the token of a workspace: install the app there again',
        );
      }
      throw error;
    }
  };

  return {
    identify,
    hear: async (event, receive) => {
      const { team: own, botId, botUserId } = await identify();
      if (!app) {
        const passOn = async (inbound: Inbound): Promise<void> => {
          await receive(outward(inbound, team));
          reactions.seen(inbound);
          await links.addressed(inbound);
        };
        app = createWorkspaceApp({ token, botId, botUserId, apiUrl, logger });
        const admission = createAdmission({ allowed, team, own });
        const hearing = { client: quick, files, languageOfUser, botUserId, admission, home, receive: passOn };
        listen({ ...hearing, app, apiUrl, store, clock, log });
      }
      await app.processEvent(event);
    },
    send: async (chat, reply, place, still) => {
      await still?.();
      const there = inwardPlace(place);
      const shown = await reached(deliver(inward(chat), reply, there));
      if (reply.kind !== 'working' && there.answers) reactions.answered(there.answers);
      return outwardRef(shown, team);
    },
    findSign: async (asked, job) => outwardRef(await findSign(inward(asked), job), team),
    download: (photo, signal) => reached(files.download(inward(photo).fileId, signal)),
    mayConfigure: (chat, user) => members.mayConfigure(inward(chat), { ...user, id: bare(user.id) }),
    nameOf: (_, userId) => nameOf(userId),
    settled: async () => {
      await Promise.all([reactions.stop(), home.settled()]);
    },
  };
};
