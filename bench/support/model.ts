/**
 * A small discrete-event model of an installation: jobs take what they need from stations (a core, a slot of the call budget, a
 * message of the bot) one after the other, wait where all is taken, and are counted at the end. Pure: the same load gives the same figures.
 */

/** Something of which there is so much at once, such as 4 cores or 30 starts in a second. */
export type Station = { readonly name: string; readonly servers: number };

/**
 * One step of a job. `use` takes one server of a station for `heldMs` and goes on after `ms`: a core is held as long as the work
 * takes, a slot of a rate limit for its whole window while the call itself is over sooner. `wait` needs nothing of ours.
 * `beside` does several steps at the same time and goes on when all are done.
 */
export type Step =
  | { readonly kind: 'use'; readonly station: string; readonly ms: number; readonly heldMs: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'beside'; readonly steps: readonly Step[] };

/** A job: when it comes, in ms from the start, and what it needs. */
export type Arrival = { readonly atMs: number; readonly steps: readonly Step[] };

/** What came of it. `busy` is each station's share of its servers' time that was taken, until the last job was done. */
export type Result = {
  readonly jobs: number;
  readonly lastMs: number;
  readonly waitedMs: readonly number[];
  readonly busy: Readonly<Record<string, number>>;
};

type Event = { readonly atMs: number; readonly order: number; readonly happen: () => void };

/** Events by time; those of one moment in the order in which they were planned. A binary heap. */
const createAgenda = () => {
  const heap: Event[] = [];
  let planned = 0;
  const before = (a: Event | undefined, b: Event | undefined): boolean =>
    a !== undefined && b !== undefined && (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order));
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as Event, heap[a] as Event];
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const least = before(heap[right], heap[left]) ? right : left;
      if (!before(heap[least], heap[at])) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    plan: (atMs: number, happen: () => void): void => {
      planned += 1;
      heap.push({ atMs, order: planned, happen });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!before(heap[at], heap[parent])) break;
        swap(at, parent);
        at = parent;
      }
    },
    next: (): Event | undefined => {
      const [first] = heap;
      const last = heap.pop();
      if (last && heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first;
    },
  };
};

/** Lets the jobs happen. Throws a `RangeError` for a step at a station that there is not. */
export const simulate = (stations: readonly Station[], arrivals: readonly Arrival[]): Result => {
  const agenda = createAgenda();
  const taken = new Map(
    stations.map(({ name, servers }) => [
      name,
      { free: servers, heldMs: 0, line: [] as (() => void)[], head: 0 },
    ]),
  );
  let nowMs = 0;
  const waitedMs: number[] = [];

  const use = ({ station, ms, heldMs }: Extract<Step, { kind: 'use' }>, done: () => void): void => {
    const at = taken.get(station);
    if (!at) throw new RangeError(`no station ${station}`);
    const start = (): void => {
      at.free -= 1;
      at.heldMs += heldMs;
      agenda.plan(nowMs + ms, done);
      agenda.plan(nowMs + heldMs, () => {
        at.free += 1;
        const next = at.line[at.head];
        if (!next) return;
        at.head += 1;
        next();
      });
    };
    if (at.free > 0) start();
    else at.line.push(start);
  };

  const performBeside = (steps: readonly Step[], done: () => void): void => {
    let open = steps.length;
    if (open === 0) done();
    for (const step of steps)
      perform(step, () => {
        open -= 1;
        if (open === 0) done();
      });
  };

  const perform = (step: Step, done: () => void): void => {
    if (step.kind === 'use') use(step, done);
    else if (step.kind === 'wait') agenda.plan(nowMs + step.ms, done);
    else performBeside(step.steps, done);
  };

  const performAll = (steps: readonly Step[], done: () => void, at = 0): void => {
    const step = steps[at];
    if (step) perform(step, () => performAll(steps, done, at + 1));
    else done();
  };

  let lastMs = 0;
  for (const { atMs, steps } of arrivals)
    agenda.plan(atMs, () =>
      performAll(steps, () => {
        waitedMs.push(nowMs - atMs);
        lastMs = nowMs;
      }),
    );
  for (let event = agenda.next(); event; event = agenda.next()) {
    nowMs = event.atMs;
    event.happen();
  }
  const busy = Object.fromEntries(
    stations.map(({ name, servers }) => [
      name,
      (taken.get(name)?.heldMs ?? 0) / (servers * Math.max(1, lastMs)),
    ]),
  );
  return { jobs: waitedMs.length, lastMs, waitedMs, busy };
};
