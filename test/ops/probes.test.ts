/** What machines ask, over real loopback connections. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProbes, type ProbeParts } from '../../src/ops/probes.ts';
import { createServer } from '../../src/ops/server.ts';
import { silentLog } from '../support/silent-log.ts';

const TOKEN = 'made-up-token-of-a-scraper';

/** The address of a listening server that is closed with the test. */
const start = async (change: Partial<ProbeParts> = {}): Promise<string> => {
  const own = createProbes({
    ready: async () => ({ storage: true }),
    metrics: { text: async () => 'tusou_up 1\n' },
    token: null,
    isOpen: true,
    ...change,
  });
  const server = createServer({ host: '127.0.0.1', port: 0, log: silentLog, own });
  const { url } = await server.listen();
  onTestFinished(() => server.close(0));
  return url;
};

const scrape = async (url: string, authorization?: string) => {
  const response = await fetch(`${url}/metrics`, authorization ? { headers: { authorization } } : {});
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('health and readiness', () => {
  it('says that the process is alive, ready or not', async () => {
    const url = await start({ ready: async () => ({ storage: false }) });
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('says what is ready, part by part', async () => {
    const parts = { storage: true, telegram: true };
    const url = await start({ ready: async () => ({ ...parts }) });
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', parts }]);
    parts.telegram = false;
    const unready = await fetch(`${url}/readyz?verbose`);
    expect([unready.status, await unready.json()]).toEqual([503, { status: 'not-ready', parts }]);
  });
});

describe('metrics', () => {
  it('are shown to everybody on a port that is open', async () => {
    const { status, headers, text } = await scrape(await start());
    expect([status, text]).toEqual([200, 'tusou_up 1\n']);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('are nowhere on a port that is not open, whatever is brought along', async () => {
    const url = await start({ isOpen: false });
    expect(await scrape(url)).toMatchObject({ status: 404, text: '{"error":"not-found"}' });
    expect(await scrape(url, `Bearer ${TOKEN}`)).toMatchObject({ status: 404 });
  });

  it.each([true, false])('want the token where there is one, open or not: %s', async (isOpen) => {
    const url = await start({ token: TOKEN, isOpen });
    for (const scheme of ['Bearer', 'bearer'])
      expect(await scrape(url, `${scheme} ${TOKEN}`)).toMatchObject({ status: 200 });
    for (const wrong of [undefined, 'Bearer', TOKEN, `Basic ${TOKEN}`, `Bearer ${TOKEN}x`, 'Bearer x']) {
      const { status, headers, text } = await scrape(url, wrong);
      expect([status, text]).toEqual([401, '{"error":"unauthorized"}']);
      expect(headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});
