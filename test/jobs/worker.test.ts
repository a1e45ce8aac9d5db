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
import { asker, chat, message, photoRef } from '../support/made-up.ts';
import { memoryLocks } from '../support/memory-locks.ts';
import { silentLog } from '../support/silent-log.ts';

const job: AnswerJob = {
  key: 'tg:1',
  lane: 'asked',
  askedAtMs: 1_000,
  chat,
  from: asker,
  view: 'view-0001',
  task: {
    kind: 'search',
    subject: { kind: 'photo', photo: photoRef },
    question: plainQuestion('en'),
    fresh: false,
  },
  asked: message('10'),
  answer: null,
};

/** A press on the list in message 55 at this moment. */
const pressed = (key: string, askedAtMs: number): AnswerJob => ({
  ...job,
  key,
  lane: 'interactive',
  askedAtMs,
  answer: message('55'),
});

const answered: Reply = {
  kind: 'notice',
  card: { language: 'en', tone: 'info', text: 'found', actions: [] },
};

/** A worker whose queue runs one job when told to, and whose chat notes what is sent. */
const workbench = (
  answer: (signal: AbortSignal, job: AnswerJob) => Promise<Reply> = async () => answered,
) => {
  const sent: { reply: Reply; place: Place }[] = [];
  const kept: MessageRef[] = [];
  let next = 100;
  const adapter: ChatAdapter = {
    platform: 'telegram',
    sheet: 'always',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    send: async (_, reply, place, still) => {
      await still?.();
      sent.push({ reply, place });
      next += 1;
      return place.replaces ?? message(String(next));
    },
  };
  let run: (job: AnswerJob, context: JobRun) => Promise<void> = async () => {};
  let giveUp = async (_: AnswerJob): Promise<void> => {};
  const queue = idleQueue({
    process: (given, _, tell) => {
      run = given;
      if (tell) giveUp = tell;
    },
  });
  const clock = fakeClock();
  const presses = new Keyv();
  const requests = new Keyv();
  const locks = memoryLocks();
  startWorker({
    queue,
    adapters: new Map([['telegram', adapter]]),
    answer: (given, { signal }) => answer(signal, given),
    presses,
    oneMessage: createOneMessage({ store: requests, locks, clock }),
    clock,
    meter: NO_METER,
    log: silentLog,
  });
  const stop = new AbortController();
  const context: JobRun = {
    signal: stop.signal,
    attempt: 1,
    isLast: false,
    isRepeat: false,
    turn: { lane: 'asked', round: 1 },
    stillMine: async () => {},
    keepAnswer: async (ref) => {
      kept.push(ref);
    },
  };
  return {
    sent,
    kept,
    stop,
    adapter,
    queue,
    clock,
    giveUp: (given: AnswerJob) => giveUp(given),
    run: (given: AnswerJob = job, change: Partial<JobRun> = {}) => run(given, { ...context, ...change }),
  };
};

describe('the worker', () => {
  it('shows at once that it is searching, stores where, and puts the answer there', async () => {
    const { run, sent, kept } = workbench();
    await run();
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['working', 'notice']);
    expect(sent[0]?.place).toEqual({ replaces: null, answers: message('10') });
    expect(sent[1]?.place).toEqual({ replaces: message('101'), answers: message('10') });
    expect(kept).toEqual([message('101')]);
  });

  it('uses the message that is there when a job is done again, or when a button was pressed', async () => {
    const { run, sent } = workbench();
    await run({ ...job, answer: message('55') });
    expect(sent).toMatchObject([
      { reply: { kind: 'working' }, place: { replaces: message('55') } },
      { reply: { kind: 'notice' }, place: { replaces: message('55') } },
    ]);
  });

  it('answers a press also where the sign of work could not be shown', async () => {
    const { run, sent, adapter } = workbench();
    const { send } = adapter;
    adapter.send = async (to, reply, place) => {
      if (reply.kind === 'working') throw new TusouError('chat-down');
      return send(to, reply, place);
    };
    await run({ ...job, answer: message('55') });
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['notice']);
  });

  it('shows only the latest of several presses on one list, and every press on another', async () => {
    const slow = Promise.withResolvers<Reply>();
    const overtaken: Reply = { ...answered, card: { ...answered.card, text: 'late' } } as Reply;
    const answers = [slow.promise];
    const { run, sent } = workbench(() => answers.shift() ?? Promise.resolve(answered));
    const first = run(pressed('tg:2', 2));
    await expect.poll(() => sent.length).toBe(1);
    await run(pressed('tg:3', 3));
    await run({ ...pressed('tg:4', 4), answer: message('66') });
    slow.resolve(overtaken);
    await first;
    await run(pressed('tg:5', 5));
    const shown = sent.filter(({ reply }) => reply.kind !== 'working');
    expect(shown.map(({ reply }) => reply)).toEqual([answered, answered, answered]);
  });

  it('puts offers on the shortlist also for presses that later ones overtook, and shows only the latest', async () => {
    const done: string[] = [];
    const { run, sent } = workbench(async (_, { key }) => {
      done.push(key);
      return answered;
    });
    const task = { kind: 'offer', offerId: '1', language: 'en', back: null, pick: 'add' } as const;
    await run({ ...pressed('tg:9', 9), task });
    const shown = sent.length;
    await run({ ...pressed('tg:2', 2), task });
    await run(pressed('tg:3', 3));
    expect(done).toEqual(['tg:9', 'tg:2']);
    expect(sent).toHaveLength(shown);
  });

  it('does not show a press that is tried again after a later one was answered', async () => {
    const { run, sent, adapter } = workbench();
    const { send } = adapter;
    adapter.send = async () => {
      throw new TusouError('chat-rate');
    };
    const early = pressed('tg:2', 2);
    await expect(run(early)).rejects.toMatchObject({ code: 'chat-rate' });
    adapter.send = send;
    await run(pressed('tg:3', 3));
    const shown = sent.length;
    await run(early, { attempt: 2 });
    expect(sent).toHaveLength(shown);
  });

  it('shows a press that is tried again when it is still the latest', async () => {
    const { run, sent, adapter } = workbench();
    const { send } = adapter;
    adapter.send = async () => {
      throw new TusouError('chat-rate');
    };
    const press = pressed('tg:2', 2);
    await expect(run(press)).rejects.toMatchObject({ code: 'chat-rate' });
    adapter.send = send;
    await run(press, { attempt: 2 });
    expect(sent.at(-1)?.reply).toEqual(answered);
  });

  it('tells the asker what went wrong, and leaves the job to the dead letters, where that is for the operator to see to', async () => {
    const { run, sent, giveUp } = workbench(async () => {
      throw new TusouError('backend-auth');
    });
    await expect(run()).rejects.toMatchObject({ code: 'backend-auth', retryable: false });
    await giveUp(job);
    expect(sent).toHaveLength(2);
    const { reply } = sent[1] ?? {};
    expect(reply).toMatchObject({ kind: 'notice', card: { tone: 'problem' } });
    expect(reply?.kind === 'notice' && reply.card.actions[0]?.[0]?.label).toBe('Try again');
  });

  it('says in a group what is wrong with a photo to the one who sent it, and what a press could not do to all', async () => {
    const group = { ...chat, kind: 'group' } as const;
    const broken = async (): Promise<Reply> => {
      throw new TusouError('photo-broken');
    };
    const asked = workbench(broken);
    await asked.run({ ...job, chat: group });
    expect(asked.sent.at(-1)?.place.onlyFor).toEqual({ userId: asker.id, event: job.key });
    const press = workbench(broken);
    await press.run({ ...pressed('tg:press:1', 2_000), chat: group });
    expect(press.sent.at(-1)?.place).not.toHaveProperty('onlyFor');
    const fine = workbench();
    await fine.run({ ...job, chat: group });
    expect(fine.sent.at(-1)?.place).not.toHaveProperty('onlyFor');
  });

  it('tells the asker alone, with nothing to press, what only another photo helps', async () => {
    const { run, sent } = workbench(async () => {
      throw new TusouError('photo-broken');
    });
    await run();
    expect(sent[1]?.reply).toMatchObject({ card: { tone: 'problem', actions: [] } });
  });

  it('says that a marketplace in trouble will be asked again, and lets the queue do so', async () => {
    const { run, sent } = workbench(async () => {
      throw new TusouError('backend-down');
    });
    await expect(run()).rejects.toMatchObject({ code: 'backend-down', retryable: true });
    expect(sent.map(({ reply }) => reply)).toMatchObject([
      { kind: 'working' },
      { kind: 'working', text: expect.stringContaining('trying again') },
    ]);
    expect(sent[1]?.place.replaces).toEqual(message('101'));
  });

  it.each([
    ['the third attempt', job, { attempt: 3 }],
    ['the last attempt of the queue', job, { attempt: 2, isLast: true }],
    ['a press, whose list is still there', pressed('tg:2', 2), {}],
  ] as const)('tells of a marketplace in trouble after %s', async (_, given, change) => {
    const { run, sent } = workbench(async () => {
      throw new TusouError('backend-down');
    });
    await expect(run(given, change)).rejects.toMatchObject({ code: 'backend-down', retryable: false });
    expect(sent.at(-1)?.reply).toMatchObject({ kind: 'notice', card: { tone: 'problem' } });
  });

  it('says only that something went wrong when the error is a foreign one', async () => {
    const { run, sent } = workbench(async () => {
      throw new TypeError('secret internals');
    });
    await expect(run()).rejects.toMatchObject({ code: 'internal' });
    expect(JSON.stringify(sent[1])).not.toContain('secret internals');
    expect(sent[1]?.reply).toMatchObject({ card: { text: expect.stringContaining('our side') } });
  });

  it('tells those who wait how many are before them', async () => {
    const { run, sent, queue } = workbench();
    queue.ahead = async () => 12;
    await run();
    const text = sent[0]?.reply.kind === 'working' ? sent[0].reply.text : '';
    expect(text).toContain('12 searches are before yours, about 30 s');
    queue.ahead = async () => 1;
    await run({ ...job, key: 'tg:9' });
    expect(sent[2]?.reply).toMatchObject({ kind: 'working', text: expect.not.stringContaining('before') });
  });

  it('shows its sign without a place when the queue cannot tell it', async () => {
    const { run, sent, queue } = workbench();
    queue.ahead = async () => {
      throw new TusouError('storage-down');
    };
    await run();
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['working', 'notice']);
  });

  it('lets a few photos of one chat in at a time, and another chat and a press past them', async () => {
    const gate = Promise.withResolvers<Reply>();
    const { run, sent } = workbench(() => gate.promise);
    const many = Array.from({ length: 10 }, (_, index) => run({ ...job, key: `tg:${100 + index}` }));
    const others = [
      run({ ...job, key: 'tg:200', chat: { ...chat, id: '43' } }),
      run({ ...pressed('tg:201', 2), view: 'view-2' }),
    ];
    await expect.poll(() => sent.length).toBe(6);
    gate.resolve(answered);
    await Promise.all([...many, ...others]);
    expect(sent.filter(({ reply }) => reply.kind === 'notice')).toHaveLength(12);
  });

  it('bears to be stopped while its sign is still on the way', async () => {
    let isAtWork = false;
    const { run, stop, adapter } = workbench(
      (signal) =>
        new Promise((_, reject) => {
          isAtWork = true;
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const slow = Promise.withResolvers<MessageRef>();
    adapter.send = () => slow.promise;
    const running = run();
    await expect.poll(() => isAtWork).toBe(true);
    stop.abort(new Error('stopping'));
    await new Promise(setImmediate);
    slow.resolve(message('101'));
    await expect(running).rejects.toThrow('stopping');
  });

  it('begins a job anew only when the run that lost it is over', async () => {
    const first = Promise.withResolvers<Reply>();
    const answers = [first.promise];
    const { run, sent } = workbench(() => answers.shift() ?? Promise.resolve(answered));
    const lost = run();
    await expect.poll(() => sent.length).toBe(1);
    const again = run({ ...job, answer: message('101') }, { isRepeat: true });
    await new Promise(setImmediate);
    expect(sent).toHaveLength(1);
    first.reject(new Error('taken over'));
    await expect(lost).rejects.toThrow('taken over');
    await again;
    expect(sent.at(-1)).toMatchObject({ reply: answered, place: { replaces: message('101') } });
  });

  it('takes up the sign of work that a run left behind when it was cut off, in place of a second one', async () => {
    const { run, sent, kept, adapter } = workbench();
    adapter.findSign = async () => message('77');
    await run(job, { isRepeat: true });
    expect(kept).toEqual([message('77')]);
    expect(sent.map(({ place }) => place.replaces)).toEqual([message('77')]);
    await run({ ...job, key: 'tg:9' });
    expect(sent[1]).toMatchObject({ reply: { kind: 'working' }, place: { replaces: null } });
  });

  it('sends a sign anew where no other one is found', async () => {
    const { run, sent, adapter } = workbench();
    adapter.findSign = async () => null;
    await run(job, { isRepeat: true });
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['working', 'notice']);
  });

  it('sends none where it cannot be told now whether there is one, until the last run', async () => {
    const { run, sent, adapter } = workbench();
    adapter.findSign = async () => {
      throw new TusouError('chat-down');
    };
    await expect(run(job, { isRepeat: true })).rejects.toMatchObject({ code: 'chat-down' });
    expect(sent).toEqual([]);
    await run(job, { isRepeat: true, isLast: true });
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['working', 'notice']);
  });

  it('shows nothing once another process has the job', async () => {
    const { run, sent, kept } = workbench();
    let asked = 0;
    const taken = new TusouError('internal', { detail: 'the job was taken over by another process' });
    const stillMine = (until: number) => async () => {
      asked += 1;
      if (asked > until) throw taken;
    };
    await expect(run(job, { stillMine: stillMine(0) })).rejects.toBe(taken);
    expect({ sent, kept }).toEqual({ sent: [], kept: [] });
    asked = 0;
    await expect(run(job, { stillMine: stillMine(1) })).rejects.toBe(taken);
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['working']);
  });

  it('ends the work when there is nowhere to answer', async () => {
    let stopped = false;
    const { run, adapter } = workbench(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped = true;
            reject(signal.reason);
          });
        }),
    );
    adapter.send = async () => {
      throw new TusouError('chat-forbidden');
    };
    await expect(run()).rejects.toMatchObject({ code: 'chat-forbidden' });
    expect(stopped).toBe(true);
  });

  it('gives a stopped job back to the queue without a word', async () => {
    const { run, sent, stop } = workbench(async () => {
      stop.abort(new Error('stopping'));
      throw new Error('aborted');
    });
    await expect(run()).rejects.toThrow('stopping');
    expect(sent.map(({ reply }) => reply.kind)).toEqual(['working']);
  });

  it('tells the asker of a job that the queue gave up, in the message that was searching, with a button to try again', async () => {
    const { giveUp, sent } = workbench();
    await giveUp({ ...job, answer: message('55') });
    expect(sent).toMatchObject([
      {
        reply: { kind: 'notice', card: { tone: 'problem', actions: [[{ label: 'Try again' }]] } },
        place: { replaces: message('55'), answers: message('10') },
      },
    ]);
  });

  it('says nothing of a press that was given up after a later one on the same list', async () => {
    const { run, giveUp, sent } = workbench();
    const early = pressed('tg:2', 2);
    await run(early);
    await run(pressed('tg:3', 3));
    const shown = sent.length;
    await giveUp(early);
    expect(sent).toHaveLength(shown);
  });

  it('leaves it to the queue to note that a job given up could not be told', async () => {
    const { giveUp, adapter } = workbench();
    adapter.send = async () => {
      throw new TusouError('chat-forbidden');
    };
    await expect(giveUp({ ...job, answer: message('55') })).rejects.toMatchObject({ code: 'chat-forbidden' });
  });

  it('lets the queue try again when the chat did not take the answer', async () => {
    const { run, adapter } = workbench();
    adapter.send = async () => {
      throw new TusouError('chat-down');
    };
    await expect(run()).rejects.toMatchObject({ code: 'chat-down', retryable: true });
  });
});
