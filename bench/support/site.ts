/** Tusou in the words of the model: what a search costs, what an installation has, and what a load needs. Pure. */
import { type Arrival, type Result, type Station, type Step, simulate } from './model.ts';

/**
 * What answering costs. CPU times are those of a whole process, native threads included. `callsPerSearch` are calls to 1688 for
 * an answer that is not remembered: an upload, a search, and a detail call for each of the offers shown that is not remembered.
 */
export type Costs = {
  readonly searchCpuMs: number;
  readonly memoryCpuMs: number;
  readonly callsPerSearch: number;
  readonly call1688Ms: number;
  readonly callTelegramMs: number;
  /** Messages sent and edited for one answer: "searching", and the answer in its place. */
  readonly messagesPerAnswer: number;
  readonly redisOpsPerSearch: number;
};

/** What an installation has. */
export type Site = { readonly cores: number; readonly qps: number; readonly messagesPerSecond: number };

/** A load: so many photos a second for so long, of which a share is answered from memory. `chance` gives numbers from 0 to below 1. */
export type Load = {
  readonly perSecond: number;
  readonly seconds: number;
  readonly hitShare: number;
  readonly chance: () => number;
};

const WINDOW_MS = 1_000;
/** What the budget keeps between a call and the one that takes its place, on top of the second (src/backends/budget.ts). */
const GUARD_MS = 15;

const core = (ms: number): Step => ({ kind: 'use', station: 'cores', ms, heldMs: ms });

const stepsOf = (costs: Costs, isRemembered: boolean): Step[] => {
  const { searchCpuMs, memoryCpuMs, callsPerSearch, call1688Ms, callTelegramMs, messagesPerAnswer } = costs;
  const message: Step = { kind: 'use', station: 'messages', ms: callTelegramMs, heldMs: WINDOW_MS };
  const call: Step = { kind: 'use', station: 'budget', ms: call1688Ms, heldMs: WINDOW_MS + GUARD_MS };
  const telegram: Step = { kind: 'wait', ms: callTelegramMs };
  const messages = Array.from({ length: messagesPerAnswer }, () => message);
  const [last, ...first] = messages;
  const shown = last ? [last] : [];
  if (isRemembered) return [core(memoryCpuMs), { kind: 'beside', steps: first }, ...shown];
  const details = Array.from({ length: Math.max(0, Math.round(callsPerSearch) - 2) }, () => call);
  // The photo is taken in and shrunk, then the offers' pictures are compared and drawn.
  const work = [
    telegram,
    telegram,
    core(searchCpuMs / 3),
    call,
    call,
    { kind: 'beside', steps: details } as const,
  ];
  return [...first.slice(0, 1), ...work, core((searchCpuMs * 2) / 3), ...shown];
};

/** The stations of a site. */
export const stationsOf = ({ cores, qps, messagesPerSecond }: Site): Station[] => [
  { name: 'cores', servers: cores },
  { name: 'budget', servers: qps },
  { name: 'messages', servers: messagesPerSecond },
];

/** Photos that come at random moments (a Poisson process), as at many chats that know nothing of one another. */
export const arrivalsOf = (costs: Costs, { perSecond, seconds, hitShare, chance }: Load): Arrival[] => {
  const arrivals: Arrival[] = [];
  let atMs = 0;
  for (;;) {
    atMs += (-Math.log(1 - chance()) / perSecond) * 1_000;
    if (atMs > seconds * 1_000) return arrivals;
    arrivals.push({ atMs, steps: stepsOf(costs, chance() < hitShare) });
  }
};

/** So many photos at one moment, none of them remembered. */
export const dumpOf = (costs: Costs, photos: number): Arrival[] =>
  Array.from({ length: photos }, () => ({ atMs: 0, steps: stepsOf(costs, false) }));

/** Runs a load on a site. */
export const runSite = (site: Site, arrivals: readonly Arrival[]): Result =>
  simulate(stationsOf(site), arrivals);

/** What a load needs of everything, with a fifth to spare, so that waiting lines do not grow. */
export type Need = {
  readonly callsPerSecond: number;
  readonly qps: number;
  readonly cores: number;
  readonly messagesPerSecond: number;
  readonly redisOpsPerSecond: number;
};

const SPARE = 0.8;

/** The arithmetic behind a plan. */
export const needOf = (costs: Costs, perSecond: number, hitShare: number): Need => {
  const [missed, remembered] = [perSecond * (1 - hitShare), perSecond * hitShare];
  const callsPerSecond = missed * costs.callsPerSearch;
  const cpuMsPerSecond = missed * costs.searchCpuMs + remembered * costs.memoryCpuMs;
  return {
    callsPerSecond,
    qps: Math.ceil(callsPerSecond / SPARE),
    cores: Math.ceil(cpuMsPerSecond / 1_000 / SPARE),
    messagesPerSecond: perSecond * costs.messagesPerAnswer,
    redisOpsPerSecond: perSecond * costs.redisOpsPerSearch,
  };
};

/** What one account of 1688 and one bot are known to bear, and a machine that most people have. */
export const USUAL: Site = {
  cores: 8,
  // A first order of the open platform; source documents name 3 a second for each API.
  qps: 3,
  // core.telegram.org/bots/faq: about 30 messages a second over all chats.
  messagesPerSecond: 30,
};

/** The station that a load fills first, and at how many photos a second it is full. */
export const firstToGiveOut = (
  costs: Costs,
  hitShare: number,
  site: Site,
): { readonly what: string; readonly atPerSecond: number } => {
  const one = needOf(costs, 1, hitShare);
  const cpuMs = (1 - hitShare) * costs.searchCpuMs + hitShare * costs.memoryCpuMs;
  const limits: readonly (readonly [string, number])[] = [
    ['budget', site.qps / one.callsPerSecond],
    ['messages', site.messagesPerSecond / one.messagesPerSecond],
    ['cores', (site.cores * 1_000) / cpuMs],
  ];
  const [what, atPerSecond] = limits.reduce((least, limit) => (limit[1] < least[1] ? limit : least));
  return { what, atPerSecond };
};
