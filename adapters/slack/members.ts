/** Who decides in a channel, and who is in it: asked of Slack, and known for a minute. */
import type { WebClient } from '@slack/web-api';
import type { ChatRef, Clock, Log, UserRef } from '#service';
import { slackCode, slackError } from './errors.ts';

const KNOWN_MS = 60_000;

/** Answers that are known at once at most. */
const MOST_KNOWN = 5_000;

/** Members on one page of Slack's list, and pages that are looked at: larger channels are public in all but name. */
const PAGE = 999;
const MOST_PAGES = 3;

/** Answers of Slack that mean: the app may not look at all, or there is nothing to see. */
const UNKNOWABLE = ['missing_scope', 'method_not_supported_for_channel_type'];

/** And those that mean: the app is not in the channel. */
const OUTSIDE = ['channel_not_found', 'not_in_channel'];

type Known = { readonly answer: Promise<boolean>; readonly untilMs: number };

/** What the questions need. */
export type MemberParts = { readonly client: WebClient; readonly clock: Clock; readonly log: Log };

/**
 * Makes the two questions, which are about Slack's own ids. Both reject with `chat-*` errors where Slack cannot be asked; that is not
 * remembered.
 */
export const createMembers = ({ client, clock, log }: MemberParts) => {
  const known = new Map<string, Known>();

  const remembered = (key: string, ask: () => Promise<boolean>): Promise<boolean> => {
    const found = known.get(key);
    if (found && found.untilMs > clock.now()) return found.answer;
    if (known.size >= MOST_KNOWN) known.clear();
    const answer = ask().catch((error: unknown) => {
      known.delete(key);
      throw slackError(error, log);
    });
    known.set(key, { answer, untilMs: clock.now() + KNOWN_MS });
    return answer;
  };

  /** Without the scopes `channels:read` and `groups:read` nobody's channels are known. */
  const unless = async (codes: readonly string[], ask: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await ask();
    } catch (error) {
      if (!codes.includes(slackCode(error) ?? '')) throw error;
      log.debug({ code: slackCode(error) }, 'slack does not tell about a channel');
      return false;
    }
  };

  const isAdmin = async (user: string): Promise<boolean> => {
    const { user: found } = await client.users.info({ user });
    return [found?.is_admin, found?.is_owner, found?.is_primary_owner].includes(true);
  };

  const isCreator = async (channel: string, user: string): Promise<boolean> => {
    const { channel: found } = await client.conversations.info({ channel });
    return found?.creator === user;
  };

  const isListed = async (channel: string, user: string): Promise<boolean> => {
    let cursor = '';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const { members = [], response_metadata: more } = await client.conversations.members({
        channel,
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      if (members.includes(user)) return true;
      cursor = more?.next_cursor ?? '';
      if (cursor === '') return false;
    }
    return false;
  };

  return {
    /** Whether somebody is an admin or owner of the workspace, or made the channel. Rejects with `chat-outside` where the app is not in it. */
    mayConfigure: async ({ id, kind }: ChatRef, user: UserRef): Promise<boolean> =>
      kind === 'private' ||
      (await remembered(`admin ${user.id}`, () => isAdmin(user.id))) ||
      remembered(`creator ${id} ${user.id}`, () => unless(UNKNOWABLE, () => isCreator(id, user.id))),
    /** Whether somebody is in a channel at the moment. No where it cannot be told. */
    isMember: async (chat: ChatRef, userId: string): Promise<boolean> => {
      // Outside of the adapter, ids of other workspaces begin with their team.
      const id = chat.id.replace(/^\w+\//, '');
      return remembered(`member ${id} ${userId}`, () =>
        unless([...UNKNOWABLE, ...OUTSIDE], () => isListed(id, userId)),
      );
    },
  };
};

/** See `createMembers`. */
export type Members = ReturnType<typeof createMembers>;
