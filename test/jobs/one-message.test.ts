/** Jobs of a request that arrives in parts, in two processes: whatever happens to which of them, there is one message with all photos. */
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

/** The job that a part of the album makes, when there are so many photos. Clocks of several machines may differ. */
const part = (photos: number, change: Partial<AnswerJob> = {}): AnswerJob =>
  answerJob(`tg:album:${photos}`, {
    askedAtMs: 100 - photos,
    photosSoFar: photos,
    task: {
      kind: 'search',
      subject: { kind: 'photos', photos: Array.from({ length: photos }, () => photoRef) },
      question: plainQuestion('en'),
      fresh: false,
    },
    ...change,
  });

const found = (text: string): Reply => ({
  kind: 'notice',
  card: { language: 'en', tone: 'info', text, actions: [] },
});

/** An installation: a chat that shows what is sent, and worker processes that share a store. */
const installation = () => {
  const shown = new Map<string, string>();
  const state = { last: 100, sign: null as MessageRef | null };
  const [requests, presses, locks, clock] = [new Keyv(), new Keyv(), memoryLocks(), fakeClock()];
  const adapter: ChatAdapter = {
    platform: 'telegram',
    sheet: 'always',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    findSign: async () => state.sign,
    send: async (_, reply, { replaces }: Place) => {
      if (!replaces) state.last += 1;
      const id = replaces?.id ?? String(state.last);
      shown.set(id, reply.kind === 'notice' ? reply.card.text : reply.kind);
      return message(id);
    },
  };
  const startProcess = (answer: (job: AnswerJob) => Promise<Reply>) => {
    let run: (job: AnswerJob, context: JobRun) => Promise<void> = async () => {};
    let giveUp = async (_: AnswerJob): Promise<void> => {};
    startWorker({
      queue: idleQueue({
        process: (given, _, tell = giveUp) => {
          run = given;
          giveUp = tell;
        },
      }),
      adapters: new Map([['telegram', adapter]]),
      answer,
      presses,
      oneMessage: createOneMessage({ store: requests, locks, clock }),
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
      keepAnswer: async () => {},
    };
    return {
      run: (job: AnswerJob, change: Partial<JobRun> = {}) => run(job, { ...context, ...change }),
      giveUp: (job: AnswerJob) => giveUp(job),
    };
  };
  return { startProcess, shown, state, adapter, clock, locks };
};

/** Lets waiting jobs look for their turn until this one is over. */
const over = async (work: Promise<unknown>, { clock }: ReturnType<typeof installation>): Promise<void> => {
  let isOver = false;
  const settled = work.finally(() => {
    isOver = true;
  });
  settled.catch(() => {});
  while (!isOver) await clock.advance(50);
  await settled;
};

const sayPhotos = async ({ photosSoFar }: AnswerJob): Promise<Reply> => found(`${photosSoFar} photos`);

describe('jobs of one request', () => {
  it('answer one after the other in the message that the first one sent', async () => {
    const place = installation();
    const { run } = place.startProcess(sayPhotos);
    await run(part(2));
    await run(part(3));
    expect([...place.shown]).toEqual([['101', '3 photos']]);
  });

  it('that run at once in two processes have one message, and the one with the most photos is shown, whoever is ready first', async () => {
    const place = installation();
    const slow = Promise.withResolvers<void>();
    const first = place.startProcess(async (job) => {
      await slow.promise;
      return sayPhotos(job);
    });
    const second = place.startProcess(sayPhotos);
    const early = first.run(part(2));
    await over(second.run(part(3)), place);
    slow.resolve();
    await over(early, place);
    expect([...place.shown]).toEqual([['101', '3 photos']]);
  });

  it('with fewer photos do not begin once there are more', async () => {
    const place = installation();
    const asked: (number | undefined)[] = [];
    const { run } = place.startProcess((job) => {
      asked.push(job.photosSoFar);
      return sayPhotos(job);
    });
    await run(part(3));
    await run(part(2));
    expect(asked).toEqual([3]);
    expect([...place.shown]).toEqual([['101', '3 photos']]);
  });

  it('put the answer over the failure of an earlier one', async () => {
    const place = installation();
    const { run } = place.startProcess((job) =>
      job.photosSoFar === 2 ? Promise.reject(new TusouError('photo-broken')) : sayPhotos(job),
    );
    await run(part(2));
    expect([...place.shown.values()]).toEqual([expect.stringContaining('damaged')]);
    await run(part(3));
    expect([...place.shown]).toEqual([['101', '3 photos']]);
  });

  it('that are tried again, or given up, leave the answer of a later one alone', async () => {
    const place = installation();
    const { run, giveUp } = place.startProcess((job) =>
      job.photosSoFar === 2 ? Promise.reject(new TusouError('backend-down')) : sayPhotos(job),
    );
    await expect(run(part(2))).rejects.toMatchObject({ code: 'backend-down' });
    await run(part(3));
    await run(part(2, { answer: message('101') }), { attempt: 2 });
    await giveUp(part(2));
    expect([...place.shown]).toEqual([['101', '3 photos']]);
  });

  it('tell of giving up in the one message', async () => {
    const place = installation();
    const { run, giveUp } = place.startProcess(() => Promise.reject(new TusouError('backend-down')));
    await expect(run(part(2))).rejects.toThrow();
    await giveUp(part(2));
    expect([...place.shown.keys()]).toEqual(['101']);
    expect(place.shown.get('101')).toContain('went wrong');
  });

  it('find the sign that another one sent before its process died', async () => {
    const place = installation();
    place.state.sign = message('77');
    place.shown.set('77', 'working');
    await place.startProcess(sayPhotos).run(part(3));
    expect([...place.shown]).toEqual([['77', '3 photos']]);
  });

  it('wait while another one has the message in hand', async () => {
    const place = installation();
    const sending = Promise.withResolvers<void>();
    const { send } = place.adapter;
    place.adapter.send = async (...args) => {
      if (args[1].kind === 'notice' && args[1].card.text === '2 photos') await sending.promise;
      return send(...args);
    };
    const { run } = place.startProcess(sayPhotos);
    const early = run(part(2));
    await place.clock.advance(100);
    const late = run(part(3));
    await place.clock.advance(200);
    sending.resolve();
    await over(Promise.all([early, late]), place);
    expect([...place.shown]).toEqual([['101', '3 photos']]);
  });

  it('are shown over what was pressed before them, but not over what is pressed after', async () => {
    const place = installation();
    const { run } = place.startProcess(async (job) => (job.photosSoFar ? sayPhotos(job) : found('page 2')));
    const press = (askedAtMs: number): AnswerJob => {
      const { photosSoFar: _, ...job } = part(2, { key: `tg:press:${askedAtMs}`, lane: 'interactive' });
      return { ...job, askedAtMs, answer: message('101') };
    };
    await run(part(2, { askedAtMs: 1 }));
    await run(press(2));
    await run(part(3, { askedAtMs: 3 }));
    expect([...place.shown]).toEqual([['101', '3 photos']]);
    await run(press(5));
    await run(part(4, { askedAtMs: 4 }));
    expect([...place.shown]).toEqual([['101', 'page 2']]);
  });

  it('in one piece have their own message each, and need no right to it', async () => {
    const place = installation();
    place.locks.down = true;
    const { run } = place.startProcess(async ({ key }) => found(key));
    await run(answerJob('tg:1'));
    await run(answerJob('tg:2'));
    expect([...place.shown]).toEqual([
      ['101', 'tg:1'],
      ['102', 'tg:2'],
    ]);
  });
});
