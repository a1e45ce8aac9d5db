/** A public source of exchange rates on this machine: answers as it is told, and counts who asks. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Frankfurter answers for `?base=CNY`, as far as tests need it. */
export const FRANKFURTER = {
  amount: 1,
  base: 'CNY',
  date: '2026-11-24',
  rates: { EUR: 0.1201, JPY: 21.43, MXN: 2.5684, THB: 4.4921, USD: 0.13908 },
};

/** What open.er-api.com answers, as far as tests need it. */
export const ER_API = {
  result: 'success',
  provider: 'https://www.exchangerate-api.com',
  time_last_update_unix: 1_795_478_551,
  time_last_update_utc: 'Tue, 24 Nov 2026 00:02:31 +0000',
  base_code: 'CNY',
  rates: { CNY: 1, EUR: 0.1201, RUB: 11.02, USD: 0.13908, VND: 3624.4 },
};

/** How the source answers: JSON, or whatever it does with the response. */
export type RatesAnswer = object | ((request: IncomingMessage, response: ServerResponse) => void);

/** Starts a source. `asked` counts requests, `answer` changes what comes back. */
export const startRatesServer = async (first: RatesAnswer) => {
  let answer = first;
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (typeof answer === 'function') return answer(request, response);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    url: `${origin}/v1/latest?base=CNY`,
    asked: (): number => asked,
    answer: (next: RatesAnswer): void => {
      answer = next;
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
