import { describe, expect, it } from 'vitest';
import type { MessageRef, Reply } from '../../src/domain/chat.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { AnswerJob, ChatAdapter, JobQueue, JobRun, Place } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { asker, chat, message, photoRef } from '../support/made-up.ts';
import { silentLog } from '../support/silent-log.ts';

const job: AnswerJob = {
  key: 'tg:1',
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

const answered: Reply = {
  kind: 'notice',
  card: { language: 'en', tone: 'info', text: 'found', actions: [] },
};

/** A worker whose queue runs one job when told to, and whose chat notes what is sent. */
const workbench = (answer: () => Promise<Reply> = async () => answered) => {
  const sent: { reply: Reply; place: Place }[] = [];
  const kept: MessageRef[] = [];
  let next = 100;
  const adapter: ChatAdapter = {
    platform: 'telegram',
    sheet: 'always',
    start: async () => {},
    stop: async () => {},
    download: async () => new Uint8Array(),
    send: async (_, reply, place) => {
      sent.push({ reply, place });
      next += 1;
      return place.replaces ?? message(String(next));
    },
  };
  let run: (job: AnswerJob, context: JobRun) => Promise<void> = async () => {};
  let giveUp = async (_: AnswerJob): Promise<void> => {};
  const queue: JobQueue = {
    add: async () => true,
    process: (given, _, tell) => {
      run = given;
      if (tell) giveUp = tell;
    },
    counts: async () => ({ waiting: 0, running: 0, failed: 0 }),
    close: async () => {},
  };
  startWorker({ queue, adapters: new Map([['telegram', adapter]]), answer, log: silentLog });
  const stop = new AbortController();
  const context: JobRun = {
    signal: stop.signal,
    attempt: 1,
    keepAnswer: async (ref) => {
      kept.push(ref);
    },
  };
  return {
    sent,
    kept,
    stop,
    adapter,
    giveUp: (given: AnswerJob) => giveUp(given),
    run: (given: AnswerJob = job, attempt = 1) => run(given, { ...context, attempt }),
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
    const first = run({ ...job, key: 'tg:2', answer: message('55') });
    await run({ ...job, key: 'tg:3', answer: message('55') });
    await run({ ...job, key: 'tg:4', answer: message('66') });
    slow.resolve(overtaken);
    await first;
    await run({ ...job, key: 'tg:5', answer: message('55') });
    const shown = sent.filter(({ reply }) => reply.kind !== 'working');
    expect(shown.map(({ reply }) => reply)).toEqual([answered, answered, answered]);
  });

  it('does not show a press that is tried again after a later one was answered', async () => {
    const { run, sent, adapter } = workbench();
    const { send } = adapter;
    adapter.send = async () => {
      throw new TusouError('chat-rate');
    };
    const early = { ...job, key: 'tg:2', answer: message('55') };
    await expect(run(early)).rejects.toMatchObject({ code: 'chat-rate' });
    adapter.send = send;
    await run({ ...job, key: 'tg:3', answer: message('55') });
    const shown = sent.length;
    await run(early, 2);
    expect(sent).toHaveLength(shown);
  });

  it('shows a press that is tried again when it is still the latest', async () => {
    const { run, sent, adapter } = workbench();
    const { send } = adapter;
    adapter.send = async () => {
      throw new TusouError('chat-rate');
    };
    const press = { ...job, key: 'tg:2', answer: message('55') };
    await expect(run(press)).rejects.toMatchObject({ code: 'chat-rate' });
    adapter.send = send;
    await run(press, 2);
    expect(sent.at(-1)?.reply).toEqual(answered);
  });

  it('tells the asker what went wrong, with a button to try again where that can help', async () => {
    const down = workbench(async () => {
      throw new TusouError('backend-down');
    });
    await down.run();
    const { reply } = down.sent[1] ?? {};
    expect(reply).toMatchObject({ kind: 'notice', card: { tone: 'problem' } });
    expect(reply?.kind === 'notice' && reply.card.actions[0]?.[0]?.label).toBe('Try again');

    const broken = workbench(async () => {
      throw new TusouError('photo-broken');
    });
    await broken.run();
    expect(broken.sent[1]?.reply).toMatchObject({ card: { actions: [] } });
  });

  it('says only that something went wrong when the error is a foreign one', async () => {
    const { run, sent } = workbench(async () => {
      throw new TypeError('secret internals');
    });
    await run();
    expect(JSON.stringify(sent[1])).not.toContain('secret internals');
    expect(sent[1]?.reply).toMatchObject({ card: { text: expect.stringContaining('our side') } });
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
    const early = { ...job, key: 'tg:2', answer: message('55') };
    await run(early);
    await run({ ...job, key: 'tg:3', answer: message('55') });
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
