/** `npm run jobs` on both queues: what it shows, and what it does to jobs that were given up. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { runJobs } from '../../src/commands/jobs.ts';
import { parseConfig } from '../../src/config.ts';
import { TusouError } from '../../src/domain/errors.ts';
import type { AnswerJob, JobQueue } from '../../src/domain/ports.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { createEmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { photoRef } from '../support/made-up.ts';
import { answerJob } from '../support/made-up-job.ts';
import { silentLog } from '../support/silent-log.ts';
import { tempDir } from '../support/temp-dir.ts';

const withWords = (key: string): AnswerJob =>
  answerJob(key, {
    task: {
      kind: 'search',
      subject: { kind: 'photo', photo: photoRef },
      question: { ...plainQuestion('en'), keyword: 'my secret caption' },
      fresh: false,
    },
  });

/** A folder with a queue in which these jobs were given up, and the command on it. */
const folderWith = async (...jobs: readonly AnswerJob[]) => {
  const dir = tempDir();
  const db = openDatabase(dir);
  const queue = createEmbeddedQueue({
    db,
    clock: systemClock,
    log: silentLog,
    newId: () => crypto.randomUUID(),
  });
  onTestFinished(async () => {
    await queue.close(0);
    db.close();
  });
  queue.process(async () => {
    throw new TusouError('chat-forbidden', { detail: 'the bot was blocked' });
  }, 1);
  for (const job of jobs) {
    const { failed } = await queue.counts();
    await queue.add(job);
    await expect.poll(async () => (await queue.counts()).failed).toBe(failed + 1);
  }
  const parts = () => ({ config: parseConfig({ DATA_DIR: dir }), clock: systemClock, log: silentLog });
  return { queue, jobs: (...args: string[]) => runJobs(args, { parts, lang: 'en_GB.UTF-8' }) };
};

const keysOf = async (queue: JobQueue) => (await queue.failures(10)).map(({ job }) => job.key);

describe('list', () => {
  it('shows key, platform, what was asked, reason and time, and nothing that people wrote', async () => {
    const { jobs } = await folderWith(answerJob('tg:1'), withWords('tg:2'));
    const { exitCode, stdout, stderr } = await jobs('list');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const [latest = '', first = ''] = stdout.split('\n');
    expect(latest).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}tg:2 {2}telegram {2}photo, same {2}chat-forbidden: the bot was blocked$/,
    );
    expect(first).toContain('tg:1  telegram  offer 6201  chat-forbidden');
    expect(stdout).not.toContain('secret');
  });

  it('is a document with --json', async () => {
    const { jobs } = await folderWith(withWords('tg:2'));
    const { stdout } = await jobs('list', '--json');
    expect(JSON.parse(stdout)).toEqual({
      total: 1,
      jobs: [
        {
          key: 'tg:2',
          platform: 'telegram',
          asked: 'photo, same',
          reason: 'chat-forbidden: the bot was blocked',
          failedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        },
      ],
    });
    expect(stdout).not.toContain('secret');
  });

  it('says that there is none', async () => {
    const { jobs } = await folderWith();
    expect(await jobs('list')).toEqual({ exitCode: 3, stdout: '', stderr: 'No job was given up.\n' });
    expect(await jobs('retry', '--all')).toMatchObject({ exitCode: 3 });
  });
});

describe('drop', () => {
  it('forgets what is named, and tells what is not there', async () => {
    const { jobs, queue } = await folderWith(answerJob('tg:1'), answerJob('tg:2'));
    expect(await jobs('drop', 'tg:1', 'tg:9')).toEqual({
      exitCode: 3,
      stdout: 'tg:1  forgotten\ntg:9  not among the jobs that were given up\n',
      stderr: '',
    });
    expect(await keysOf(queue)).toEqual(['tg:2']);
    expect(JSON.parse((await jobs('drop', '--all', '--json')).stdout)).toEqual({
      drop: [{ key: 'tg:2', done: true }],
    });
    expect(await keysOf(queue)).toEqual([]);
  });
});

describe('retry', () => {
  it('puts them back', async () => {
    const { jobs, queue } = await folderWith(answerJob('tg:1'), answerJob('tg:2'));
    await queue.close(0);
    expect(await jobs('retry', 'tg:1')).toMatchObject({ exitCode: 0, stdout: 'tg:1  put back\n' });
    expect(await keysOf(queue)).toEqual(['tg:2']);
    expect(await jobs('retry', '--all')).toMatchObject({ exitCode: 0, stdout: 'tg:2  put back\n' });
    expect(await queue.counts()).toMatchObject({ waiting: 2, failed: 0 });
  });
});

describe('the command', () => {
  it.each([
    [[]],
    [['what']],
    [['list', 'tg:1']],
    [['list', '--all']],
    [['retry']],
    [['drop', 'tg:1', '--all']],
  ])('refuses %j', async (args) => {
    const outcome = await runJobs(args, { parts: () => expect.unreachable(), lang: undefined });
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).not.toBe('');
  });

  it('tells its usage', async () => {
    const outcome = await runJobs(['--help'], { parts: () => expect.unreachable(), lang: undefined });
    expect(outcome).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Exit codes') });
  });

  it('asks the Redis of the settings, and says when it does not answer', async () => {
    const env = { DATA_DIR: tempDir(), REDIS_URL: 'redis://127.0.0.1:1' };
    const parts = () => ({ config: parseConfig(env), clock: systemClock, log: silentLog });
    const { exitCode, stderr } = await runJobs(['list'], { parts, lang: 'en' });
    expect(exitCode).toBe(4);
    expect(stderr).toContain('REDIS_URL');
  });
});
