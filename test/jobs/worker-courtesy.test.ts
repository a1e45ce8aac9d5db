/** What goes on beside the answer: chats that bear no sign of work, albums, and activity that ends with the job. */
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import type { MessageRef, Reply } from '../../src/domain/chat.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { AnswerJob, ChatAdapter, JobRun, Place } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { createOneMessage } from '../../src/jobs/one-message.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { NO_METER } from '../../src/ops/meter.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { idleQueue } from '../support/idle-queue.ts';
import { message, photoRef } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { memoryLocks } from '../support/memory-locks.ts';
import { silentLog } from '../support/silent-log.ts';

const search = answerJob('tg:1', {
  task: {
    kind: 'search',
    subject: { kind: 'photo', photo: photoRef },
    question: plainQuestion('en'),
    fresh: false,
  },
});
const pictures = answerJob('tg:press:1', {
  lane: 'interactive',
  task: { kind: 'pictures', offerId: '6201', language: 'en' },
  answer: message('55'),
});
const found: Reply = {
  kind: 'notice',
  card: { language: 'en', tone: 'info', text: 'found', actions: [] },
};

type Sending = { readonly reply: Reply; readonly place: Place };

/** A worker on one chat that refuses what `refuse` says. */
const workbench = (
  answer: () => Promise<Reply> = async () => found,
  refuse: (sending: Sending) => TusouError | null = () => null,
) => {
  const sent: Sending[] = [];
  const kept: MessageRef[] = [];
  const attended: string[] = [];
  const adapter: ChatAdapter = {
    platform: 'telegram',
    sheet: 'always',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    attend: (_, coming) => {
      attended.push(`begin ${coming}`);
      return () => void attended.push('end');
    },
    send: async (_, reply, place) => {
      const refusal = refuse({ reply, place });
      if (refusal) throw refusal;
      sent.push({ reply, place });
      return place.replaces ?? message(String(100 + sent.length));
    },
  };
  let process: (job: AnswerJob, run: JobRun) => Promise<void> = async () => {};
  let giveUp: (job: AnswerJob) => Promise<void> = async () => {};
  const queue = idleQueue({
    process: (given, _, tell) => {
      process = given;
      if (tell) giveUp = tell;
    },
  });
  const clock = fakeClock();
  startWorker({
    queue,
    adapters: new Map([['telegram', adapter]]),
    answer,
    presses: new Keyv(),
    oneMessage: createOneMessage({ store: new Keyv(), locks: memoryLocks(), clock }),
    clock,
    meter: NO_METER,
    log: silentLog,
  });
  const context: JobRun = {
    signal: new AbortController().signal,
    attempt: 1,
    isLast: false,
    isRepeat: false,
    turn: { lane: 'asked', round: 1 },
    stillMine: async () => {},
    keepAnswer: async (ref) => void kept.push(ref),
  };
  const run = (job: AnswerJob, change: Partial<JobRun> = {}) => process(job, { ...context, ...change });
  return { sent, kept, attended, adapter, run, giveUp: (job: AnswerJob) => giveUp(job) };
};

const noSign = ({ reply }: Sending) => (reply.kind === 'working' ? new TusouError('chat-rate') : null);
const fails = (code: 'backend-down' | 'backend-auth') => async () => {
  throw new TusouError(code);
};

describe('a chat that bears no sign of work', () => {
  it('gets the answer as a message of its own, and that one is kept', async () => {
    const { run, sent, kept } = workbench(undefined, noSign);
    await run(search);
    expect(sent).toEqual([{ reply: found, place: { replaces: null, answers: message('10') } }]);
    expect(kept).toEqual([message('101')]);
  });

  it('is not told either that the marketplace is asked again', async () => {
    const { run, sent } = workbench(fails('backend-down'), noSign);
    await expect(run(search)).rejects.toMatchObject({ code: 'backend-down' });
    expect(sent).toEqual([]);
  });

  it('waits for the answer when that is too much as well', async () => {
    const busy = new TusouError('chat-rate', { retryAfterMs: 37_000 });
    const { run } = workbench(undefined, () => busy);
    await expect(run(search)).rejects.toMatchObject({ retryable: true, retryAfterMs: 37_000 });
  });
});

describe('a sign whose message somebody took away', () => {
  it('is shown anew, and the answer comes into the new one', async () => {
    const { run, sent, kept, adapter } = workbench();
    const { send } = adapter;
    adapter.send = async (chat, reply, place) => {
      const shown = await send(chat, reply, place);
      return place.replaces?.id === '55' ? message('77') : shown;
    };
    await run({ ...search, answer: message('55') });
    expect(sent.map(({ place }) => place.replaces)).toEqual([message('55'), message('77')]);
    expect(kept).toEqual([message('77')]);
  });
});

describe('an album', () => {
  it('stands beside the message whose button asked for it: no sign, nobody’s place, nothing kept', async () => {
    const { run, sent, kept } = workbench();
    await run(pictures);
    expect(sent).toEqual([{ reply: found, place: { replaces: null, answers: message('55') } }]);
    expect(kept).toEqual([]);
  });

  it('neither overtakes a press on the same list nor is overtaken by it', async () => {
    const { run, sent } = workbench();
    const page: AnswerJob = { ...search, key: 'tg:press:2', lane: 'interactive', answer: message('55') };
    await run({ ...page, askedAtMs: 5 });
    await run({ ...pictures, askedAtMs: 4 });
    await run({ ...pictures, askedAtMs: 9 });
    await run({ ...page, askedAtMs: 7 });
    expect(sent.filter(({ reply }) => reply.kind !== 'working')).toHaveLength(4);
  });

  it('that failed is told beside the message too, which stays as it is', async () => {
    const { run, giveUp, sent } = workbench(fails('backend-auth'));
    await expect(run(pictures)).rejects.toMatchObject({ code: 'backend-auth', retryable: false });
    await giveUp(pictures);
    expect(sent).toMatchObject([
      {
        reply: { kind: 'notice', card: { tone: 'problem', actions: [] } },
        place: { replaces: null, answers: message('55') },
      },
    ]);
  });
});

describe('activity', () => {
  it.each([
    ['a photo', search, 'picture'],
    ['an album', pictures, 'picture'],
    ['an offer', answerJob('tg:3'), 'words'],
  ] as const)('of %s lasts as long as the job', async (_, job, coming) => {
    const { run, attended } = workbench();
    await run(job);
    expect(attended).toEqual([`begin ${coming}`, 'end']);
  });

  it('ends with a job that fails, and with one whose chat is gone', async () => {
    const failing = workbench(fails('backend-down'));
    await failing.run(search).catch(() => undefined);
    expect(failing.attended).toEqual(['begin picture', 'end']);
    const gone = workbench(undefined, () => new TusouError('chat-gone'));
    await gone.run(search).catch(() => undefined);
    expect(gone.attended).toEqual(['begin picture', 'end']);
  });
});
