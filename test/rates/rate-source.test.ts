/** One request to a source of exchange rates: what it may not do, and what is said when it does. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRateSource } from '../../src/rates/rate-source.ts';
import { FRANKFURTER, type RatesAnswer, startRatesServer } from '../support/rates-server.ts';

type Server = Awaited<ReturnType<typeof startRatesServer>>;

let server: Server;
let elsewhere: Server;
beforeAll(async () => {
  [server, elsewhere] = await Promise.all([startRatesServer(FRANKFURTER), startRatesServer(FRANKFURTER)]);
});
afterAll(() => Promise.all([server.close(), elsewhere.close()]));

const asked = (answer: RatesAnswer, timeLimitMs?: number) => {
  server.answer(answer);
  return createRateSource(server.url, timeLimitMs)();
};

const redirect =
  (location: string): RatesAnswer =>
  (request, response) => {
    if (request.url?.startsWith('/new')) return void response.end(JSON.stringify(FRANKFURTER));
    response.writeHead(301, { location }).end();
  };

describe('a source of rates', () => {
  it('gives rates with their day', async () => {
    const rates = { day: '2026-11-24', perYuan: FRANKFURTER.rates };
    expect(await asked(FRANKFURTER)).toEqual({ kind: 'rates', rates });
  });

  it('is told nothing but its own address', async () => {
    let headers = {};
    let url: string | undefined;
    await asked((request, response) => {
      ({ headers, url } = request);
      response.end('{}');
    });
    expect(url).toBe('/v1/latest?base=CNY');
    expect(Object.keys(headers).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
  });

  it('may lead to another page of its own, and nowhere else', async () => {
    expect(await asked(redirect('/new'))).toMatchObject({ kind: 'rates' });
    const before = elsewhere.asked();
    const says = 'it leads to another host, where nobody follows it';
    expect(await asked(redirect(`${elsewhere.origin}/`))).toEqual({ kind: 'trouble', says });
    expect(elsewhere.asked()).toBe(before);
    expect(await asked(redirect('/'))).toMatchObject({ kind: 'trouble' });
  });

  it.each<[string, RatesAnswer, string]>([
    ['refuses', (_, response) => void response.writeHead(503).end('no'), 'it answers with HTTP 503'],
    ['answers with a page', (_, response) => void response.end('<html>'), 'its answer is no JSON'],
    ['answers something else', { hello: 'world' }, 'its answer holds no rates of the yuan with their day'],
    [
      'never stops',
      (_, response) => void response.end(`{"rates": "${'x'.repeat(300 * 1024)}"}`),
      'its answer is too long to be rates',
    ],
    ['hangs up', (request) => void request.socket.destroy(), 'it cannot be reached: UND_ERR_SOCKET'],
  ])('that %s is told in words', async (_, answer, says) => {
    expect(await asked(answer)).toEqual({ kind: 'trouble', says });
  });

  it('that does not answer in time is left, and lets go of', async () => {
    let left: Promise<unknown> = Promise.resolve();
    const answer = await asked((_, response) => {
      left = once(response, 'close');
    }, 50);
    expect(answer).toEqual({ kind: 'trouble', says: 'it does not answer within 0.05 seconds' });
    await left;
  });

  it('that is not there is told without its address, which may hold a key', async () => {
    const gone = await startRatesServer(FRANKFURTER);
    await gone.close();
    const says = 'it cannot be reached: ECONNREFUSED';
    expect(await createRateSource(`${gone.url}&key=hunter2`)()).toEqual({ kind: 'trouble', says });
  });
});
