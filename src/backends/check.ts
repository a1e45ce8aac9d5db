/** Whether a backend can be worked with: its own check, or the cheapest call that it can make. */
import { asTusouError, type ErrorCode } from '../domain/errors.ts';
import type { Backend, Finding, Query } from '../domain/ports.ts';
import { plainQuestion } from '../domain/query.ts';

/** What to do where the failure itself does not say so: details of backends end with advice after a semicolon. */
const CURES: Partial<Record<ErrorCode, string>> = {
  'backend-config': 'check the settings of this backend (README.md, Settings)',
  'backend-auth': 'the key or token is not accepted: check it, or get a new one',
  'backend-denied': 'the account does not include this call: order it from the provider',
  'backend-quota': 'the paid calls are used up: buy more',
  'backend-rate': 'too many calls at the moment: try again in a minute, and lower the calls a second',
  'backend-blocked': 'wait some hours, or choose another backend with MARKETPLACE',
  'backend-down': 'check the network of this machine and the address of the backend, or try again later',
};

/** Refusals of the made-up question itself: whoever is refused this way has access. */
const PROOFS_OF_ACCESS: ReadonlySet<ErrorCode> = new Set(['offer-not-found', 'backend-image-refused']);

/** A failed probe as a finding: what was said, and what to do about it. */
export const troubleOf = (what: string, error: unknown): Finding => {
  const { code, detail, message } = asTusouError(error);
  const [says = message, ...advice] = (detail ?? message).split('; ');
  const cure = advice.length > 0 ? advice.join('; ') : (CURES[code] ?? null);
  return { what, ok: false, says, cure };
};

/** Digits that an offer might have; whether there is such an offer makes no difference. */
const PROBE_OFFER = '600000000000';

/** Cups: every catalogue has some, and the word costs one call. */
const PROBE_QUERY: Query = {
  kind: 'keyword',
  keyword: '杯子',
  question: { ...plainQuestion('zh'), pageSize: 1 },
};

const probes = (backend: Backend, signal: AbortSignal): readonly [string, () => Promise<unknown>][] =>
  [
    ...(backend.can.detail
      ? [['details of an offer', () => backend.offer(PROBE_OFFER, 'zh', signal)] as const]
      : []),
    ...(backend.can.queries.includes('keyword')
      ? [['search by words', () => backend.search(PROBE_QUERY, signal)] as const]
      : []),
  ].map(([what, call]) => [what, call]);

/** Its own check where it has one, else one call; a backend that can neither be asked for details nor for words is not probed. */
export const checkBackend = async (backend: Backend, signal: AbortSignal): Promise<readonly Finding[]> => {
  if (backend.check) return backend.check(signal);
  const [probe] = probes(backend, signal);
  if (!probe)
    return [{ what: 'access', ok: true, says: 'set up; there is no cheap call to try it with', cure: null }];
  const [what, call] = probe;
  try {
    await call();
  } catch (error) {
    signal.throwIfAborted();
    if (!PROOFS_OF_ACCESS.has(asTusouError(error).code)) return [troubleOf(what, error)];
  }
  return [{ what, ok: true, says: 'answers', cure: null }];
};
