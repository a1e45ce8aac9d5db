/** The numbers that Prometheus reads: how much there is to do, how it goes, and how long it takes. Labels come from closed lists. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { PLATFORMS } from '../domain/chat.ts';
import { ERROR_CODES } from '../domain/errors.ts';
import type { AnswerJob, Clock, QueueCounts } from '../domain/ports.ts';
import { JOB_OUTCOMES, LOOK_KINDS, type Meter, STEPS } from './meter.ts';
import { within } from './within.ts';

/** A `Meter` whose sums can be shown. */
export interface Metrics extends Meter {
  /** From now on the queue is asked for its counts whenever the numbers are shown. While it does not answer, its numbers are left out. */
  watch(counts: () => Promise<QueueCounts>): void;
  /** All numbers in the text form of Prometheus, 0.0.4, within about a second. */
  text(): Promise<string>;
}

/** What `text` is, as a Content-Type. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/** Prometheus gives up after 10 s by default; a storage that hangs must not take the other numbers with it. */
const COUNTS_WITHIN_MS = 1_000;

/** From a look into the memory to a wait behind a long queue, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

const TASKS = Object.keys({
  search: true,
  offer: true,
  shortlist: true,
  poll: true,
  pictures: true,
  compare: true,
  export: true,
  batch: true,
  watches: true,
  check: true,
  alert: true,
  history: true,
  lists: true,
  forget: true,
} satisfies Record<AnswerJob['task']['kind'], true>);
const CALL_OUTCOMES: readonly string[] = ['ok', 'aborted', ...ERROR_CODES];

/** Far more than there are; each is a set of series that Prometheus keeps. */
const MAX_BACKENDS = 12;
const MAX_APIS = 60;

/** What stands in place of a label that is in no list. */
const OTHER = 'other';

const oneOf = (values: readonly string[], value: string): string => (values.includes(value) ? value : OTHER);

/** For names that only higher floors know: the first `atMost` that look like a name are taken, all later ones are `other`. */
const firstNames = (atMost: number): ((name: string) => string) => {
  const known = new Set<string>();
  return (name) => {
    if (known.has(name)) return name;
    if (known.size >= atMost || !/^[a-z][\w .:-]{0,63}$/i.test(name)) return OTHER;
    known.add(name);
    return name;
  };
};

/** A clock that is set back must not make a time negative. */
const seconds = (ms: number): number => (ms > 0 ? ms / 1000 : 0);

const makeQueueGauges = (registers: Registry[], clock: Clock) => {
  const jobs = new Gauge({
    name: 'tusou_queue_jobs',
    help: 'Jobs in the queue that all processes share: waiting, running, or failed for good.',
    labelNames: ['state'],
    registers,
  });
  const oldest = new Gauge({
    name: 'tusou_queue_oldest_age_seconds',
    help: 'Age of the oldest job that is not over; 0 when there is none.',
    registers,
  });
  return (counts: QueueCounts | null): void => {
    jobs.reset();
    oldest.remove();
    if (!counts) return;
    for (const state of ['waiting', 'running', 'failed'] as const) jobs.set({ state }, counts[state]);
    oldest.set(counts.oldestMs === null ? 0 : seconds(clock.now() - counts.oldestMs));
  };
};

const makeJobs = (registers: Registry[]): Pick<Meter, 'job'> => {
  const labelNames = ['platform', 'task', 'outcome'] as const;
  const help = 'Runs of jobs by how they ended.';
  const jobs = new Counter({ name: 'tusou_jobs_total', help, labelNames, registers });
  return {
    job: ({ platform, task }, outcome) =>
      jobs.inc({
        platform: oneOf(PLATFORMS, platform),
        task: oneOf(TASKS, task),
        outcome: oneOf(JOB_OUTCOMES, outcome),
      }),
  };
};

const makeLooks = (registers: Registry[]): Pick<Meter, 'look'> => {
  const labelNames = ['kind', 'result'] as const;
  const help = 'Looks into the memory, by what was looked for and whether it was there.';
  const looks = new Counter({ name: 'tusou_memory_looks_total', help, labelNames, registers });
  for (const kind of LOOK_KINDS) for (const result of ['hit', 'miss']) looks.inc({ kind, result }, 0);
  return {
    look: (kind, isHit) => looks.inc({ kind: oneOf(LOOK_KINDS, kind), result: isHit ? 'hit' : 'miss' }),
  };
};

const makeSteps = (registers: Registry[]): Pick<Meter, 'step'> => {
  const steps = new Histogram({
    name: 'tusou_step_seconds',
    help: 'How long each step of an answer took.',
    labelNames: ['step'] as const,
    buckets: BUCKETS,
    registers,
  });
  for (const step of STEPS) steps.zero({ step });
  return { step: (step, tookMs) => steps.observe({ step: oneOf(STEPS, step) }, seconds(tookMs)) };
};

const makeCalls = (registers: Registry[], step: Meter['step']): Pick<Meter, 'callsOf'> => {
  const calls = new Counter({
    name: 'tusou_upstream_calls_total',
    help: 'Calls to a marketplace, each attempt by itself: ok, aborted, or the code of the failure.',
    labelNames: ['backend', 'api', 'outcome'] as const,
    registers,
  });
  const took = new Histogram({
    name: 'tusou_upstream_call_seconds',
    help: 'How long calls to a marketplace took, without the wait for their turn.',
    labelNames: ['backend'] as const,
    buckets: BUCKETS,
    registers,
  });
  const backendName = firstNames(MAX_BACKENDS);
  const apiName = firstNames(MAX_APIS);
  return {
    callsOf: (name) => {
      const backend = backendName(name);
      return {
        waited: (tookMs) => step('budget-wait', tookMs),
        called: (api, outcome, tookMs) => {
          calls.inc({ backend, api: apiName(api), outcome: oneOf(CALL_OUTCOMES, outcome) });
          took.observe({ backend }, seconds(tookMs));
        },
      };
    },
  };
};

/** Makes the numbers of one process, those of Node.js and of the process itself among them. */
export const createMetrics = ({ clock }: { readonly clock: Clock }): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const showQueue = makeQueueGauges(registers, clock);
  const steps = makeSteps(registers);
  let askQueue: (() => Promise<QueueCounts>) | null = null;

  return {
    ...makeJobs(registers),
    ...makeLooks(registers),
    ...makeCalls(registers, steps.step),
    ...steps,
    watch: (counts) => {
      askQueue = counts;
    },
    text: async () => {
      showQueue(askQueue && (await within(askQueue(), COUNTS_WITHIN_MS, clock)));
      return registry.metrics();
    },
  };
};
