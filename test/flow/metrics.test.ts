/** The numbers of the running program: they move when somebody asks, and only those see them who should. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { readyLines } from '../../src/start-up.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { visitPlayground } from '../support/flow-playground.ts';
import { readMetrics, type Scrape, sumOf } from '../support/metrics-text.ts';
import { offersOf } from '../support/playground-client.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';

const TOKEN = 'made-up-token-of-a-scraper';

const scrape = async (url: string): Promise<Scrape> => {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(response.status).toBe(200);
  return readMetrics(await response.text());
};

const statusOf = async (url: string): Promise<number> => {
  const response = await fetch(url);
  await response.arrayBuffer();
  return response.status;
};

describe('a program with a port for probes', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ OPS_PORT: '0', METRICS_TOKEN: TOKEN });
  });
  afterAll(() => app.stop());

  it('counts a photo that is asked for: its calls, its steps, and what was remembered', async () => {
    const visitor = await visitPlayground(app.url);
    const photo = await newPhoto();
    const first = await visitor.shown(await visitor.sendPhoto(photo));
    expect(offersOf(first).length).toBeGreaterThan(0);

    const after = await scrape(app.opsUrl);
    const ok = { backend: 'simulator', outcome: 'ok' };
    for (const api of ['product.image.upload', 'product.search.imageQuery'])
      expect(sumOf(after, 'tusou_upstream_calls_total', { ...ok, api })).toBe(1);
    const calls = sumOf(after, 'tusou_upstream_calls_total');
    expect(sumOf(after, 'tusou_upstream_call_seconds_count', { backend: 'simulator' })).toBe(calls);
    for (const step of ['download', 'prepare', 'search', 'details', 'pictures', 'total'])
      expect(sumOf(after, 'tusou_step_seconds_count', { step })).toBe(1);
    expect(sumOf(after, 'tusou_step_seconds_count', { step: 'budget-wait' })).toBe(calls);
    expect(sumOf(after, 'tusou_memory_looks_total', { kind: 'answer', result: 'miss' })).toBe(1);
    expect(sumOf(after, 'tusou_memory_looks_total', { kind: 'offer', result: 'miss' })).toBe(6);

    await visitor.shown(await visitor.sendPhoto(photo));
    const again = await scrape(app.opsUrl);
    expect(sumOf(again, 'tusou_memory_looks_total', { kind: 'answer', result: 'hit' })).toBe(1);
    expect(sumOf(again, 'tusou_upstream_calls_total')).toBe(calls);
    expect(sumOf(again, 'tusou_step_seconds_count', { step: 'total' })).toBe(2);
    for (const state of ['waiting', 'failed']) expect(sumOf(again, 'tusou_queue_jobs', { state })).toBe(0);
  });

  it('answers probes on both ports, and nothing else on the one of its own', async () => {
    for (const url of [app.url, app.opsUrl]) {
      expect(await statusOf(`${url}/healthz`)).toBe(200);
      expect(await statusOf(`${url}/readyz`)).toBe(200);
      expect(await statusOf(`${url}/metrics`)).toBe(401);
    }
    expect(await statusOf(app.url)).toBe(200);
    expect(await statusOf(app.opsUrl)).toBe(404);
  });
});

it('a worker listens for probes alone, is ready, and tells its numbers', async () => {
  const app = await startApp({ ROLE: 'worker', OPS_PORT: '0' });
  try {
    expect(app.url).toBe('');
    expect(await (await fetch(`${app.opsUrl}/readyz`)).json()).toMatchObject({ status: 'ready' });
    expect(await statusOf(`${app.opsUrl}/healthz`)).toBe(200);
    expect(await statusOf(`${app.opsUrl}/metrics`)).toBe(200);
  } finally {
    await app.stop();
  }
  await expect(fetch(`${app.opsUrl}/healthz`)).rejects.toThrow();
});

it('a program that all networks reach shows its numbers to nobody, unless they have a token or a port of their own', async () => {
  const app = await startApp({ HOST: '0.0.0.0', OPS_PORT: '0' });
  try {
    const [url, opsUrl] = [app.url, app.opsUrl].map((each) => each.replace('localhost', '127.0.0.1'));
    expect(await statusOf(`${url}/metrics`)).toBe(404);
    expect(await statusOf(`${url}/readyz`)).toBe(200);
    expect(await statusOf(`${opsUrl}/metrics`)).toBe(200);
  } finally {
    await app.stop();
  }
});

describe('the line at the start', () => {
  const line = (env: Record<string, string>, url: string | null, opsUrl: string | null = null) =>
    readyLines(parseConfig(env), { url, opsUrl }).find((text) => text.includes('Metrics'));

  it.each([
    [{}, 'http://127.0.0.1:3000', null, 'on   Metrics     http://127.0.0.1:3000/metrics'],
    [{ HOST: '0.0.0.0' }, 'http://localhost:3000', null, 'off  Metrics     OPS_PORT turns them on'],
    [
      { HOST: '0.0.0.0', METRICS_TOKEN: TOKEN },
      'http://localhost:3000',
      null,
      'on   Metrics     http://localhost:3000/metrics, with METRICS_TOKEN',
    ],
    [{ ROLE: 'worker' }, null, null, 'off  Metrics     OPS_PORT turns them on'],
    [{ ROLE: 'worker' }, null, 'http://127.0.0.1:9464', 'on   Metrics     http://127.0.0.1:9464/metrics'],
  ])('says where they are: %j', (env, url, opsUrl, said) => {
    expect(line(env, url, opsUrl)?.trim()).toBe(said);
  });
});
