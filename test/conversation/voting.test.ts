/** Votes by buttons: none is lost however many come at once, and the message shows the last state without being changed too often. */
import Keyv from 'keyv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createShortlists } from '../../src/conversation/shortlists.ts';
import { createUnshownVotes } from '../../src/conversation/unshown-votes.ts';
import type { View } from '../../src/conversation/views.ts';
import { createVoting, PAUSE_MS } from '../../src/conversation/voting.ts';
import type { PollCard } from '../../src/domain/card.ts';
import type { ChatRef, Inbound, MessageRef, Reply } from '../../src/domain/chat.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { ChatAdapter, Place } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { createExclusively } from '../../src/ops/exclusive.ts';
import { type FakeClock, fakeClock } from '../support/fake-clock.ts';
import { asker, offer } from '../support/made-up.ts';
import { memoryLocks } from '../support/memory-locks.ts';
import { silentLog } from '../support/silent-log.ts';

const group: ChatRef = { platform: 'slack', id: 'C1', thread: null, kind: 'group', via: null };
const on: MessageRef = { chat: group, id: '1.5' };
const view: View = {
  id: 'vote-00001',
  chat: group,
  subject: { kind: 'shortlist' },
  question: plainQuestion('en'),
  asked: null,
};
const OFFERS = ['700000000001', '700000000002'];

type Shown = { readonly atMs: number; readonly card: PollCard; readonly place: Place };

let clock: FakeClock;
let shown: Shown[];
let mayConfigure: boolean;
let refuses: TusouError[];
let world: { store: Keyv; locks: ReturnType<typeof memoryLocks> };

/** One of the processes of an installation. */
const process = () => {
  const exclusively = createExclusively({ locks: world.locks, clock });
  const shortlists = createShortlists({ store: world.store, exclusively });
  const unshown = createUnshownVotes({ store: world.store, exclusively });
  const adapter = {
    platform: 'slack',
    ballots: true,
    mayConfigure: async () => mayConfigure,
    send: async (_: ChatRef, reply: Reply, place: Place) => {
      const refusal = refuses.shift();
      if (refusal) throw refusal;
      if (reply.kind !== 'poll') throw new Error('only votes are shown here');
      shown.push({ atMs: clock.now(), card: reply.card, place });
      return on;
    },
  } as unknown as ChatAdapter;
  const adapters = new Map([['slack', adapter] as const]);
  const voting = createVoting({ shortlists, unshown, adapters, locks: world.locks, clock, log: silentLog });
  return { shortlists, voting, unshown };
};

let presses = 0;
const pressOf = (voter: string): Extract<Inbound, { kind: 'press' }> => {
  presses += 1;
  const from = { ...asker, id: voter };
  return { kind: 'press', key: `p${presses}`, chat: group, from, message: on, on, data: '' };
};

/** Lets time pass until this is done. */
const passing = async <T>(work: Promise<T>): Promise<T> => {
  let isOver = false;
  const done = work.finally(() => {
    isOver = true;
  });
  while (!isOver) await clock.advance(25);
  return done;
};

const votesIn = (card: PollCard | undefined) => card?.options.map(({ votes }) => votes);

beforeEach(async () => {
  clock = fakeClock(0);
  shown = [];
  mayConfigure = false;
  refuses = [];
  world = { store: new Keyv(), locks: memoryLocks() };
  const { shortlists } = process();
  for (const id of OFFERS) await shortlists.add(group, { offer: offer(id), by: '7', atMs: 0 });
  await shortlists.openVote(group, { id: view.id, offerIds: OFFERS, by: '7' });
});

afterEach(() => expect(world.locks.isTaken('ballot:slack:C1:1.5')).toBe(false));

describe('votes by buttons', () => {
  it('fifty at once through three processes are all counted, and shown by a few changes of the message', async () => {
    const processes = [process(), process(), process()];
    const counted = Array.from({ length: 50 }, (_, voter) => {
      const { voting } = processes[voter % 3] as ReturnType<typeof process>;
      return voting.choose(pressOf(`U${voter}`), view, OFFERS[voter % 2] ?? '');
    });
    expect(await passing(Promise.all(counted))).not.toContain(false);
    await clock.advance(8 * PAUSE_MS);
    await passing(Promise.all(processes.map(({ voting }) => voting.settled())));
    expect(votesIn(shown.at(-1)?.card)).toEqual([25, 25]);
    expect(shown.at(-1)?.card.options[0]?.voters).toHaveLength(25);
    const gaps = shown.slice(1).map(({ atMs }, index) => atMs - (shown[index]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PAUSE_MS);
    expect(shown.length).toBeLessThan(9);
    expect(shown[0]?.place).toEqual({ replaces: on, answers: null });
  });

  it('one is shown at once', async () => {
    const { voting } = process();
    await voting.choose(pressOf('U1'), view, '700000000002');
    await clock.advance(0);
    expect(shown.map(({ card }) => votesIn(card))).toEqual([[0, 1]]);
    await voting.settled();
  });

  it('what is not shown yet is shown before the process stops', async () => {
    const { voting } = process();
    await voting.choose(pressOf('U1'), view, '700000000001');
    await clock.advance(0);
    await voting.choose(pressOf('U2'), view, '700000000001');
    await voting.settled();
    expect(shown.map(({ card }) => votesIn(card))).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(clock.now()).toBe(0);
  });

  it('that a process which was killed had counted are shown by the next one, once', async () => {
    const killed = process();
    refuses = Array.from({ length: 5 }, () => new TusouError('chat-down'));
    await killed.voting.choose(pressOf('U1'), view, '700000000001');
    // It is asked for in vain as often as it tries, and then it is gone.
    await passing(killed.voting.settled());
    expect(shown).toEqual([]);
    const next = process();
    await next.voting.catchUp();
    await passing(next.voting.settled());
    expect(shown.map(({ card, place }) => [votesIn(card), place])).toEqual([
      [[1, 0], { replaces: on, answers: null }],
    ]);
    await process().voting.catchUp();
    await clock.advance(PAUSE_MS);
    expect(shown).toHaveLength(1);
    expect(await next.unshown.all()).toEqual([]);
  });

  it('a chat that is asked too much is asked again when it says, and the last state is shown', async () => {
    refuses = [new TusouError('chat-rate', { retryAfterMs: 30_000 })];
    const { voting } = process();
    await voting.choose(pressOf('U1'), view, '700000000001');
    await clock.advance(29_000);
    await voting.choose(pressOf('U2'), view, '700000000001');
    expect(shown).toEqual([]);
    await clock.advance(2_000);
    expect(votesIn(shown[0]?.card)).toEqual([2, 0]);
    await voting.settled();
  });

  it('of a vote that is over, or not the latest one, are not counted and change no message', async () => {
    const { voting, shortlists } = process();
    expect(await voting.choose(pressOf('U1'), { ...view, id: 'vote-00000' }, '700000000001')).toBe(false);
    await shortlists.closeVote(group, view.id, 1000);
    expect(await voting.choose(pressOf('U1'), view, '700000000001')).toBe(false);
    await clock.advance(PAUSE_MS);
    expect(shown).toEqual([]);
  });
});

describe('the end of a vote', () => {
  it('is shown with the offer that most people chose, or with all of them', async () => {
    const { voting } = process();
    const end = () => passing(voting.end({ chat: group, on, vote: view.id, language: 'en' }));
    for (const voter of ['U1', 'U2']) await voting.choose(pressOf(voter), view, '700000000002');
    await voting.choose(pressOf('U3'), view, '700000000001');
    await passing(voting.settled());
    await end();
    const { card } = shown.at(-1) as Shown;
    expect(card.question).toBe('The vote has ended: 3 people voted');
    expect(card.outcome).toBe('Most votes: 2. Stainless steel bottle');
    expect(card.actions.flat().map(({ label }) => label)).toEqual(['Shortlist']);
    await end();
    expect(shown.at(-1)?.card).toEqual(card);
  });

  it('comes after a change of the message that is under way', async () => {
    const { voting } = process();
    const other = process();
    await voting.choose(pressOf('U1'), view, '700000000001');
    const ended = other.voting.end({ chat: group, on, vote: view.id, language: 'en' });
    await passing(Promise.all([ended, voting.settled()]));
    expect(shown.at(-1)?.card.outcome).toContain('1. Stainless steel bottle');
  });

  it('is for who began it and for admins', async () => {
    const { voting } = process();
    expect(await voting.mayEnd(pressOf('7'), view)).toBe(true);
    expect(await voting.mayEnd(pressOf('8'), view)).toBe(false);
    mayConfigure = true;
    expect(await voting.mayEnd(pressOf('8'), view)).toBe(true);
    mayConfigure = false;
    const inPrivate = { ...pressOf('8'), chat: { ...group, kind: 'private' as const } };
    expect(await voting.mayEnd(inPrivate, view)).toBe(true);
  });
});
