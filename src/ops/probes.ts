/** What machines ask: is it alive, can it work, how is it doing. The same answers on every port that gives them. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { METRICS_TYPE, type Metrics } from './metrics.ts';
import type { Readiness } from './readiness.ts';
import { NEVER_STORED, sendJson } from './send-json.ts';
import type { Answers } from './server.ts';

/** What is asked for the answers. */
export type ProbeParts = {
  /** Never rejects; see `createReadiness`. */
  readonly ready: () => Promise<Readiness>;
  readonly metrics: Pick<Metrics, 'text'>;
  /** The bearer token that metrics want, if any. */
  readonly token: string | null;
  /** Without a token: whether metrics are shown to whoever reaches this port. */
  readonly isOpen: boolean;
};

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes the same time however much of the token is right; digests are compared, because their lengths are alike. */
const knows = (token: string, { headers }: IncomingMessage): boolean => {
  const given = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(sha256(given), sha256(token));
};

const sendMetrics = async (response: ServerResponse, metrics: ProbeParts['metrics']): Promise<void> => {
  const text = await metrics.text();
  response.writeHead(200, { ...NEVER_STORED, 'content-type': METRICS_TYPE });
  response.end(text);
};

/** The answers to `/healthz`, `/readyz` and `/metrics`. */
export const createProbes = ({ ready, metrics, token, isOpen }: ProbeParts): Answers => ({
  '/healthz': (_, response) => sendJson(response, 200, { status: 'ok' }),
  '/readyz': async (_, response) => {
    const parts = await ready();
    const all = Object.values(parts).every(Boolean);
    sendJson(response, all ? 200 : 503, { status: all ? 'ready' : 'not-ready', parts });
  },
  '/metrics': (request, response) => {
    if (token === null && !isOpen) return sendJson(response, 404, { error: 'not-found' });
    if (token === null || knows(token, request)) return sendMetrics(response, metrics);
    response.setHeader('www-authenticate', 'Bearer');
    sendJson(response, 401, { error: 'unauthorized' });
  },
});
