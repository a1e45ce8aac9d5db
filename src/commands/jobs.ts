/** `npm run jobs -- list|retry|drop`: the jobs that were given up, shown, put back or forgotten. */
import { printable } from '../cards/terminal-table.ts';
import type { AppParts } from '../desk.ts';
import type { AnswerJob, FailedJob, JobQueue } from '../domain/ports.ts';
import { languageOf } from '../domain/query.ts';
import { openQueue } from '../jobs/open-queue.ts';
import { type Database, openDatabase } from '../storage/sqlite.ts';
import type { Terminal } from './desk-command.ts';
import { readArguments, refuse } from './options.ts';
import { failedOutcome, jsonText, type Outcome } from './outcome.ts';

const USAGE = `Usage: npm run jobs -- list [--json]
       npm run jobs -- retry <key> ... | --all
       npm run jobs -- drop <key> ... | --all

Jobs that were given up are kept for 30 days. list shows them, latest failure first; retry puts them back, to be run as if they had
just come; drop forgets them for good.

  --all                          all that were given up
  --json                         print one JSON document and nothing else

Exit codes: 0 done, 2 bad input, 3 nothing was given up or a key is not among it, 4 the storage does not answer.`;

const OPTIONS = {
  all: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** More than this is not shown at once; `--all` goes on until nothing is left. */
const AT_ONCE = 1_000;

const VERBS = ['list', 'retry', 'drop'] as const;
type Verb = (typeof VERBS)[number];
type Request = {
  readonly verb: Verb;
  readonly keys: readonly string[];
  readonly all: boolean;
  readonly json: boolean;
};

/** What was asked, without anybody's words: a keyword is one. */
const askedOf = ({ task }: AnswerJob): string => {
  if (task.kind === 'offer') return `offer ${task.offerId}`;
  if (task.kind === 'pictures') return `pictures of offer ${task.offerId}`;
  if (task.kind !== 'search') return task.kind;
  return task.subject.kind === 'keyword' ? 'words' : `${task.subject.kind}, ${task.question.mode}`;
};

const shown = ({ job, reason, failedAtMs }: FailedJob) => ({
  key: job.key,
  platform: job.chat.platform,
  asked: askedOf(job),
  reason,
  failedAt: new Date(failedAtMs).toISOString(),
});

const list = async (queue: JobQueue, { json }: Request): Promise<Outcome> => {
  const jobs = (await queue.failures(AT_ONCE)).map(shown);
  const { failed } = await queue.counts();
  const exitCode = jobs.length > 0 ? 0 : 3;
  if (json) return { exitCode, stdout: jsonText({ total: failed, jobs }), stderr: '' };
  if (jobs.length === 0) return { exitCode, stdout: '', stderr: 'No job was given up.\n' };
  const lines = jobs.map(({ key, platform, asked, reason, failedAt }) =>
    printable(`${failedAt.slice(0, 19).replace('T', ' ')}  ${key}  ${platform}  ${asked}  ${reason}`),
  );
  const more = failed > jobs.length ? `${failed - jobs.length} more are not shown.\n` : '';
  return { exitCode, stdout: `${lines.join('\n')}\n${more}`, stderr: '' };
};

const DONE = { retry: 'put back', drop: 'forgotten' } as const;

/** What a key was found to be, in the order in which keys were given. */
type Result = { readonly key: string; readonly done: boolean };

const eachKey = async (
  keys: readonly string[],
  work: (key: string) => Promise<boolean>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const key of keys) results.push({ key, done: await work(key) });
  return results;
};

/** A job that fails again meanwhile is not taken twice, so this ends. */
const everyKey = async (queue: JobQueue, work: (key: string) => Promise<boolean>): Promise<Result[]> => {
  const results = new Map<string, Result>();
  for (;;) {
    const keys = (await queue.failures(AT_ONCE)).map(({ job }) => job.key).filter((key) => !results.has(key));
    if (keys.length === 0) return [...results.values()];
    for (const result of await eachKey(keys, work)) results.set(result.key, result);
  }
};

const change = async (queue: JobQueue, verb: 'retry' | 'drop', request: Request): Promise<Outcome> => {
  const { keys, all, json } = request;
  const work = (key: string): Promise<boolean> => queue[verb](key);
  const results = all ? await everyKey(queue, work) : await eachKey(keys, work);
  const exitCode = results.length > 0 && results.every(({ done }) => done) ? 0 : 3;
  if (json) return { exitCode, stdout: jsonText({ [verb]: results }), stderr: '' };
  if (results.length === 0) return { exitCode, stdout: '', stderr: 'No job was given up.\n' };
  const lines = results.map(
    ({ key, done }) => `${printable(key)}  ${done ? DONE[verb] : 'not among the jobs that were given up'}`,
  );
  return { exitCode, stdout: `${lines.join('\n')}\n`, stderr: '' };
};

const readRequest = (positionals: readonly string[], values: { all?: boolean; json?: boolean }): Request => {
  const [word, ...keys] = positionals;
  const verb = VERBS.find((known) => known === word) ?? refuse('Say what to do: list, retry or drop.');
  const { all = false, json = false } = values;
  if (verb === 'list' && (all || keys.length > 0)) return refuse('list takes no keys.');
  if (verb !== 'list' && all === keys.length > 0) return refuse(`${verb} takes keys, or --all.`);
  return { verb, keys, all, json };
};

const inQueue = async (
  { config, clock, log }: AppParts,
  work: (queue: JobQueue) => Promise<Outcome>,
): Promise<Outcome> => {
  const opened: Database[] = [];
  const database = (): Database => {
    const db = openDatabase(config.dataDir);
    opened.push(db);
    return db;
  };
  const queue = await openQueue({ ...config, database, clock, log });
  try {
    return await work(queue);
  } finally {
    await queue.close(clock.now());
    for (const db of opened) db.close();
  }
};

/** Runs the command. Nothing that people wrote is printed. Never throws. */
export const runJobs = async (
  args: readonly string[],
  { parts, lang }: Pick<Terminal, 'parts' | 'lang'>,
): Promise<Outcome> => {
  const json = args.includes('--json');
  try {
    const { values, positionals } = readArguments(args, OPTIONS);
    if (values.help) return { exitCode: 0, stdout: `${USAGE}\n`, stderr: '' };
    const request = readRequest(positionals, values);
    const { verb } = request;
    return await inQueue(parts(), (queue) =>
      verb === 'list' ? list(queue, request) : change(queue, verb, request),
    );
  } catch (error) {
    return failedOutcome(error, { json, language: languageOf(lang) });
  }
};
