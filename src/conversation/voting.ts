/** Votes as they come in by buttons: counted at once, and shown on the vote's message as often as the chat bears it. */
import type { Inbound, Platform } from '../domain/chat.ts';
import { asTusouError } from '../domain/errors.ts';
import type { ChatAdapter, Clock, Locks, Log } from '../domain/ports.ts';
import { takeLock } from '../ops/take-lock.ts';
import { ballotCard } from './ballot.ts';
import type { Shortlists } from './shortlists.ts';
import { nameOfVote, type ShownVote, type UnshownVotes } from './unshown-votes.ts';
import type { View } from './views.ts';

/** What voting needs. */
export type VotingParts = {
  readonly shortlists: Shortlists;
  readonly unshown: UnshownVotes;
  readonly adapters: ReadonlyMap<Platform, ChatAdapter>;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly log: Log;
};

/**
 * Between two changes of one message, over all processes: Slack takes some 50 a minute from an app in a workspace (chat.update is of
 * tier 3, docs.slack.dev/apis/web-api/rate-limits), and answers wait for these too.
 */
export const PAUSE_MS = 1_500;

/** A message that cannot be changed at the moment is tried again this often. */
const TRIES = 5;

/** Whoever holds the right to change a message for longer than this hangs. */
const GIVE_UP_AFTER_MS = 60_000;

type Press = Extract<Inbound, { kind: 'press' }>;

/** Makes voting. `settled` shows what is not shown yet, without a pause, and resolves when nothing is under way. */
export const createVoting = ({ shortlists, unshown, adapters, locks, clock, log }: VotingParts) => {
  const underWay = new Map<string, { isStale: boolean; readonly over: Promise<void> }>();
  let hurry = new AbortController();

  const pause = (ms: number): Promise<void> => clock.sleep(ms, hurry.signal).catch(() => undefined);

  /** Shows the vote as it is by now. Whoever counted a vote before asks for this after, so the last one to do it shows all. */
  const show = async ({ chat, on, vote, language }: ShownVote): Promise<void> => {
    const card = ballotCard(await shortlists.withVote(chat, vote), vote, language);
    if (card)
      await adapters.get(chat.platform)?.send(chat, { kind: 'poll', card }, { replaces: on, answers: null });
  };

  /** Shows it while no other process does, and keeps the right until the next may. */
  const showInTurn = async (shown: ShownVote, pauseMs: number): Promise<void> => {
    const lock = await takeLock({ locks, clock, giveUpAfterMs: GIVE_UP_AFTER_MS }, nameOfVote(shown));
    try {
      await show(shown);
      await pause(pauseMs);
    } finally {
      await lock.release();
    }
  };

  /** What the message shows from now on needs no catching up. A note that stays does no harm: the message is then shown once more. */
  const showAndNote = async (shown: ShownVote): Promise<void> => {
    const mark = await unshown.markOf(shown).catch(() => null);
    await showInTurn(shown, PAUSE_MS);
    if (mark !== null) await unshown.remove(shown, mark).catch(() => undefined);
  };

  const showSurely = async (shown: ShownVote): Promise<void> => {
    for (let tries = 1; tries <= TRIES; tries += 1) {
      try {
        return await showAndNote(shown);
      } catch (error) {
        const { code, retryable, retryAfterMs } = asTusouError(error);
        log.warn({ code, platform: shown.chat.platform, tries }, 'votes not shown yet');
        if (!retryable) return;
        await pause(retryAfterMs ?? PAUSE_MS);
      }
    }
  };

  /** Presses that come while the message is changed are shown together by the next change. */
  const refresh = (shown: ShownVote): void => {
    const name = nameOfVote(shown);
    const known = underWay.get(name);
    if (known) {
      known.isStale = true;
      return;
    }
    const work = async (): Promise<void> => {
      // The map has the entry by the time that this goes on.
      await Promise.resolve();
      const mine = underWay.get(name);
      do {
        if (mine) mine.isStale = false;
        await showSurely(shown);
      } while (mine?.isStale);
      underWay.delete(name);
    };
    underWay.set(name, { isStale: false, over: work() });
  };

  return {
    /** Counts a press on the button of an offer; false where the vote is over. Resolves once it is stored, and rejects where it cannot be. */
    choose: async (inbound: Press, view: View, offerId: string): Promise<boolean> => {
      const { chat, from, on, key } = inbound;
      const press = { vote: view.id, voter: from.id, choice: offerId, key };
      const { vote } = await shortlists.press(chat, press);
      if (vote?.id !== view.id || vote.isOver) return false;
      const shown = { chat, on, vote: view.id, language: view.question.language };
      await unshown.add(shown, key);
      refresh(shown);
      return true;
    },

    /** Shows votes on messages that a process which is gone had counted and did not get to show. It never rejects, and nobody waits for it. */
    catchUp: async (): Promise<void> => {
      const left = await unshown.all().catch((error: unknown) => {
        log.warn({ code: asTusouError(error).code }, 'votes that are not shown yet could not be looked up');
        return [];
      });
      for (const shown of left) refresh(shown);
    },

    /** Whether somebody may end a vote: who began it, and in a group an admin. Where that cannot be told, nobody else may. */
    mayEnd: async ({ chat, from }: Inbound, view: View): Promise<boolean> => {
      if (chat.kind === 'private') return true;
      const { vote } = await shortlists.withVote(chat, view.id);
      if (vote?.id !== view.id || vote.by === undefined || vote.by === from.id) return true;
      const adapter = adapters.get(chat.platform);
      return (await adapter?.mayConfigure?.(chat, from).catch(() => false)) ?? true;
    },

    /** Ends a vote and shows on its message how it went. Rejects with the errors of the chat and the storage; ending it again does no harm. */
    end: async (shown: ShownVote): Promise<void> => {
      await shortlists.closeVote(shown.chat, shown.vote, clock.now());
      if (adapters.get(shown.chat.platform)?.ballots) await showInTurn(shown, 0);
    },

    settled: async (): Promise<void> => {
      hurry.abort();
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ over }) => over));
      hurry = new AbortController();
    },
  };
};

/** Voting. */
export type Voting = ReturnType<typeof createVoting>;
