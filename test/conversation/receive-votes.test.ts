/** Presses on shortlists and votes: what is counted at once, what becomes a job, and who hears that they may not. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createChats } from '../../src/conversation/chats.ts';
import { votesOf } from '../../src/conversation/list-entry.ts';
import { createReceive } from '../../src/conversation/receive.ts';
import { createUnshownVotes } from '../../src/conversation/unshown-votes.ts';
import { createViews, type View } from '../../src/conversation/views.ts';
import { createVoting } from '../../src/conversation/voting.ts';
import { type Action, encodeAction } from '../../src/domain/action.ts';
import type { ChatRef, Inbound, MessageRef, Reply } from '../../src/domain/chat.ts';
import type { AnswerJob, ChatAdapter } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { translator } from '../../src/i18n/translate.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { idleQueue } from '../support/idle-queue.ts';
import { asker, offer } from '../support/made-up.ts';
import { memoryExclusively } from '../support/memory-exclusively.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { memoryLocks } from '../support/memory-locks.ts';
import { memoryBatches, memoryShortlists } from '../support/memory-shortlists.ts';
import { silentLog } from '../support/silent-log.ts';

const en = translator('en');
const group: ChatRef = { platform: 'slack', id: 'C1', thread: '1.0', kind: 'group', via: null };
const on: MessageRef = { chat: group, id: '1.5' };
const list: View = {
  id: 'list-00001',
  chat: group,
  subject: { kind: 'shortlist' },
  question: plainQuestion('en'),
  asked: null,
};
const facet = { page: 1, mode: 'same', sort: 'relevance' } as const;
const [FIRST, SECOND] = ['700000000001', '700000000002'] as const;

/** A chat with two offers on its list, and what reaches its queue and its people. */
const reception = async (withVoting = true) => {
  const jobs: AnswerJob[] = [];
  const said: string[] = [];
  const clock = fakeClock(0);
  const adapter = {
    platform: 'slack',
    ballots: true,
    mayConfigure: async () => false,
    send: async (_: ChatRef, reply: Reply) => {
      if (reply.kind === 'notice') said.push(reply.card.text);
      return on;
    },
  } as unknown as ChatAdapter;
  const adapters = new Map([['slack', adapter] as const]);
  const shortlists = memoryShortlists();
  const views = createViews(new Keyv());
  const history = memoryHistory(clock);
  const voting = createVoting({
    shortlists,
    unshown: createUnshownVotes({ store: new Keyv(), exclusively: memoryExclusively() }),
    adapters,
    locks: memoryLocks(),
    clock,
    log: silentLog,
  });
  const { receive, settled } = createReceive({
    queue: idleQueue({
      add: async (job) => {
        jobs.push(job);
        return true;
      },
    }),
    chats: createChats({ store: new Keyv(), clock }),
    views,
    batches: memoryBatches(),
    shortlists,
    ...(withVoting && { voting }),
    history,
    adapters,
    clock,
    log: silentLog,
  });
  await views.save(list);
  for (const id of [FIRST, SECOND]) await shortlists.add(group, { offer: offer(id), by: '7', atMs: 0 });
  let presses = 0;
  const press = async (action: Action, user = '7'): Promise<void> => {
    presses += 1;
    const from = { ...asker, id: user };
    const data = encodeAction(action);
    const inbound: Inbound = { kind: 'press', key: `p${presses}`, chat: group, from, message: on, on, data };
    await receive(inbound);
  };
  return { jobs, said, shortlists, history, press, settled };
};

/** A vote that somebody began, by the view that its message has. */
const voteBegun = async (world: Awaited<ReturnType<typeof reception>>): Promise<string> => {
  await world.press({ kind: 'vote', view: list.id, facet });
  const id = world.jobs.at(-1)?.view ?? '';
  await world.shortlists.openVote(group, { id, offerIds: [FIRST, SECOND], by: '7' });
  return id;
};

describe('a press on the shortlist', () => {
  it('that takes an offer off is done at once, whichever press is answered', async () => {
    const { press, shortlists, jobs } = await reception();
    await Promise.all(
      [FIRST, SECOND].map((offerId) => press({ kind: 'drop', view: list.id, facet, offerId })),
    );
    expect((await shortlists.of(group)).picks).toEqual([]);
    expect(jobs.map(({ task, answer }) => [task.kind, answer?.id])).toEqual([
      ['shortlist', on.id],
      ['shortlist', on.id],
    ]);
  });
});

describe('a vote', () => {
  it('has a view of its own each time that one is begun', async () => {
    const world = await reception();
    const [one, two] = [await voteBegun(world), await voteBegun(world)];
    expect(new Set([one, two, list.id]).size).toBe(3);
    await world.press({ kind: 'choose', view: one, facet, offerId: FIRST });
    await world.press({ kind: 'choose', view: two, facet, offerId: SECOND }, '8');
    await world.settled();
    expect([...votesOf(await world.shortlists.of(group)).values()]).toEqual([0, 1]);
    expect(world.said).toEqual([en('vote-over')]);
    expect(await world.history.placesOf('slack', '8')).toMatchObject([{ id: 'C1' }]);
  });

  it('is ended by who began it, and others hear that they may not', async () => {
    const world = await reception();
    const view = await voteBegun(world);
    await world.press({ kind: 'tally', view, facet }, '8');
    await world.settled();
    expect(world.said).toEqual([en('vote-not-yours')]);
    expect(world.jobs).toHaveLength(1);
    await world.press({ kind: 'tally', view, facet });
    expect(world.jobs[1]).toMatchObject({ view, task: { kind: 'shortlist', ends: on }, answer: null });
  });

  it('by buttons is a stale button where no chat has one', async () => {
    const world = await reception(false);
    const view = await voteBegun(world);
    await world.press({ kind: 'choose', view, facet, offerId: FIRST });
    await world.settled();
    expect(world.said).toEqual([en('stale-button')]);
  });
});
