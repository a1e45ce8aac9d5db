/** Whose turn it is: which backends may be asked, by the circuits that their failures open and close. */
import { TusouError } from '../domain/errors.ts';
import type { Backend, Clock, Log, Query } from '../domain/ports.ts';
import { afterFailure, type Circuit, gateOf, IN_USE, whileProbing } from './breaker.ts';

/** What can be asked. What an access does not include is known for each of these on its own. */
export type Task = Query['kind'] | 'offer' | 'freight';

/** One backend's turn. `worked` and `failed` tell how it went; a turn that is aborted tells nothing. */
export type Turn = { worked(): void; failed(error: TusouError): void };

/**
 * Makes the function that gives a backend its turn at a task, or answers with the failure for which it is set aside. There is one
 * circuit for each backend, and one for each task that its access may not include. The operator is told once of each set-aside.
 */
export const createTurns = ({ clock, log }: { readonly clock: Clock; readonly log: Log }) => {
  const circuits = new Map<string, Circuit>();
  const circuitOf = (key: string): Circuit => circuits.get(key) ?? IN_USE;

  /** Outcomes count only for the circuit that they were begun under: of many calls at once the first failure is the one that counts. */
  const settle = (key: string, begun: Circuit, next: Circuit, fields: object): void => {
    if (circuitOf(key) !== begun) return;
    circuits.set(key, next);
    if (next.rounds === 0 && begun.rounds > 0) log.info(fields, 'backend is in use again');
    if (next.rounds > 0 && next.cause?.code !== begun.cause?.code)
      log.warn(
        { ...fields, code: next.cause?.code, cause: next.cause?.message, forMs: next.untilMs - clock.now() },
        'backend set aside',
      );
  };

  return (backend: Backend, task: Task): Turn | TusouError => {
    const now = clock.now();
    const keys = { whole: backend.name, task: `${backend.name} ${task}` };
    const shut = [keys.whole, keys.task].map(circuitOf).find((circuit) => gateOf(circuit, now) === 'closed');
    if (shut?.cause) {
      const { code, message } = shut.cause;
      const facts = { detail: `set aside after ${message}`, cause: shut.cause };
      return new TusouError(code, { ...facts, retryAfterMs: shut.untilMs - now });
    }
    const begin = (key: string): Circuit => {
      const circuit = circuitOf(key);
      if (gateOf(circuit, now) !== 'probe') return circuit;
      const probing = whileProbing(circuit, now);
      circuits.set(key, probing);
      return probing;
    };
    const begun = { whole: begin(keys.whole), task: begin(keys.task) };
    const fields = { backend: backend.name, task };
    const worked = (): void => {
      settle(keys.whole, begun.whole, IN_USE, fields);
      settle(keys.task, begun.task, IN_USE, fields);
    };
    const failed = (error: TusouError): void => {
      const denied = error.code === 'backend-denied';
      const [key, circuit] = denied ? [keys.task, begun.task] : [keys.whole, begun.whole];
      if (denied) settle(keys.whole, begun.whole, IN_USE, fields);
      const next = afterFailure(circuit, error, clock.now());
      settle(key, circuit, next, fields);
      if (next.rounds === 0)
        log.info({ ...fields, code: error.code, cause: error.message }, 'backend failed, the next is asked');
    };
    return { worked, failed };
  };
};
