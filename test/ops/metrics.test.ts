/** The numbers: what they say, that they can be read, and that nobody can make more series than there should be. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueueCounts } from '../../src/domain/ports.ts';
import { LOOK_KINDS, STEPS } from '../../src/ops/meter.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { fakeClock } from '../support/fake-clock.ts';
import { readMetrics, type Scrape, sumOf } from '../support/metrics-text.ts';

const make = () => {
  const clock = fakeClock();
  const metrics = createMetrics({ clock });
  return { clock, metrics, scrape: async () => readMetrics(await metrics.text()) };
};

const labelValues = ({ samples }: Scrape, name: string, label: string): Set<string> =>
  new Set(samples.filter((sample) => sample.name === name).map(({ labels }) => labels[label] ?? ''));

describe('the queue', () => {
  const counts: QueueCounts = { waiting: 3, running: 2, failed: 1, oldestMs: null };

  it('is asked at each scrape', async () => {
    const { metrics, scrape, clock } = make();
    let now = counts;
    metrics.watch(async () => now);
    const first = await scrape();
    for (const state of ['waiting', 'running', 'failed'] as const)
      expect(sumOf(first, 'tusou_queue_jobs', { state })).toBe(counts[state]);
    expect(sumOf(first, 'tusou_queue_oldest_age_seconds')).toBe(0);
    now = { ...counts, waiting: 0, oldestMs: clock.now() - 90_500 };
    const second = await scrape();
    expect(sumOf(second, 'tusou_queue_jobs', { state: 'waiting' })).toBe(0);
    expect(sumOf(second, 'tusou_queue_oldest_age_seconds')).toBe(90.5);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('made up'))],
    ['hangs', () => new Promise<never>(() => {})],
  ])('is left out while it %s, and the other numbers are there', async (_, broken) => {
    const { metrics, clock, scrape } = make();
    let ask: () => Promise<QueueCounts> = async () => counts;
    metrics.watch(() => ask());
    await scrape();
    ask = broken;
    const told = scrape();
    await clock.advance(1_000);
    const scraped = await told;
    expect(sumOf(scraped, 'tusou_queue_jobs')).toBeNull();
    expect(sumOf(scraped, 'tusou_queue_oldest_age_seconds')).toBeNull();
    expect(sumOf(scraped, 'tusou_memory_looks_total')).toBe(0);
    ask = async () => counts;
    expect(sumOf(await scrape(), 'tusou_queue_jobs')).toBe(6);
  });
});

describe('what happened', () => {
  it('is counted by its labels', async () => {
    const { metrics, scrape } = make();
    metrics.job({ platform: 'telegram', task: 'search' }, 'answered');
    metrics.job({ platform: 'telegram', task: 'search' }, 'answered');
    metrics.job({ platform: 'slack', task: 'offer' }, 'given-up');
    metrics.look('file', true);
    metrics.look('answer', false);
    const calls = metrics.callsOf('open-platform');
    calls.called('product.image.upload', 'ok', 120);
    calls.called('product.image.upload', 'backend-rate', 80);
    const scraped = await scrape();
    const jobs = { platform: 'telegram', task: 'search', outcome: 'answered' };
    expect(sumOf(scraped, 'tusou_jobs_total', jobs)).toBe(2);
    expect(sumOf(scraped, 'tusou_jobs_total')).toBe(3);
    expect(sumOf(scraped, 'tusou_memory_looks_total', { kind: 'file', result: 'hit' })).toBe(1);
    expect(sumOf(scraped, 'tusou_memory_looks_total', { kind: 'answer', result: 'miss' })).toBe(1);
    const upload = { backend: 'open-platform', api: 'product.image.upload', outcome: 'backend-rate' };
    expect(sumOf(scraped, 'tusou_upstream_calls_total', upload)).toBe(1);
    const took = { backend: 'open-platform' };
    expect(sumOf(scraped, 'tusou_upstream_call_seconds_count', took)).toBe(2);
    expect(sumOf(scraped, 'tusou_upstream_call_seconds_sum', took)).toBeCloseTo(0.2, 6);
  });

  it('is timed by steps, in seconds, and a clock that was set back takes nothing away', async () => {
    const { metrics, scrape } = make();
    metrics.step('total', 1_500);
    metrics.step('total', -60_000);
    metrics.callsOf('onebound').waited(40);
    const scraped = await scrape();
    expect(sumOf(scraped, 'tusou_step_seconds_count', { step: 'total' })).toBe(2);
    expect(sumOf(scraped, 'tusou_step_seconds_sum', { step: 'total' })).toBe(1.5);
    expect(sumOf(scraped, 'tusou_step_seconds_bucket', { step: 'budget-wait', le: '0.05' })).toBe(1);
  });

  it('begins at zero for every kind and step, so that the first event is seen as a rise', async () => {
    const scraped = await make().scrape();
    for (const kind of LOOK_KINDS)
      expect(sumOf(scraped, 'tusou_memory_looks_total', { kind, result: 'hit' })).toBe(0);
    for (const step of STEPS) expect(sumOf(scraped, 'tusou_step_seconds_count', { step })).toBe(0);
  });
});

describe('the process', () => {
  it('tells its memory, its event loop and its files', async () => {
    const { types } = await make().scrape();
    for (const name of [
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
      'process_open_fds',
    ])
      expect(types.get(name)).toBe('gauge');
  });

  it('is one of several in the same memory without their mixing', async () => {
    const [one, other] = [make(), make()];
    one.metrics.look('file', true);
    expect(sumOf(await other.scrape(), 'tusou_memory_looks_total')).toBe(0);
  });
});

describe('labels', () => {
  const wild = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'a"b', 'a\nb', 'U0123ABCD', '-100123456'));

  it('that nobody knows are told as other, and what was sent is nowhere to be read', async () => {
    const { metrics, scrape } = make();
    const said = 'where to buy red shoes?' as never;
    metrics.job({ platform: said, task: said }, said);
    metrics.look(said, true);
    metrics.step(said, 5);
    metrics.callsOf(said).called(said, said, 5);
    const text = await metrics.text();
    expect(text).not.toContain('shoes');
    const scraped = await scrape();
    const all = { platform: 'other', task: 'other', outcome: 'other' };
    expect(sumOf(scraped, 'tusou_jobs_total', all)).toBe(1);
    expect(sumOf(scraped, 'tusou_memory_looks_total', { kind: 'other' })).toBe(1);
    expect(sumOf(scraped, 'tusou_step_seconds_count', { step: 'other' })).toBe(1);
    const call = { backend: 'other', api: 'other', outcome: 'other' };
    expect(sumOf(scraped, 'tusou_upstream_calls_total', call)).toBe(1);
  });

  it('stay few and readable whatever is told', async () => {
    const { metrics, scrape } = make();
    fc.assert(
      fc.property(wild, wild, (one, two) => {
        metrics.job({ platform: one as never, task: two as never }, one as never);
        metrics.look(one as never, false);
        metrics.step(one as never, 1);
        metrics.callsOf(one).called(two, one as never, 1);
      }),
      { numRuns: 500 },
    );
    for (let index = 0; index < 500; index += 1)
      metrics.callsOf(`backend-${index}`).called(`api.${index}`, 'ok', 1);
    const scraped = await scrape();
    expect(labelValues(scraped, 'tusou_jobs_total', 'platform')).toEqual(new Set(['other']));
    expect(labelValues(scraped, 'tusou_step_seconds_count', 'step')).toEqual(new Set([...STEPS, 'other']));
    expect(labelValues(scraped, 'tusou_upstream_calls_total', 'backend').size).toBeLessThan(20);
    expect(labelValues(scraped, 'tusou_upstream_calls_total', 'api').size).toBeLessThan(80);
    expect(labelValues(scraped, 'tusou_upstream_calls_total', 'outcome')).toEqual(new Set(['ok', 'other']));
  });
});
