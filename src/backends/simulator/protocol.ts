/** What a protocol of the simulator is: it claims requests by their path and answers them from the demo marketplace. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from './faults.ts';
import type { Marketplace } from './marketplace.ts';

/**
 * A request as protocols see it. `params` holds the query and a form body together, decoded; the first of equal names counts.
 * `body` is the bytes as they came, for those who read multipart forms; `host` is where the request arrived (`127.0.0.1:4010`).
 */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly params: ReadonlyMap<string, string>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};

/** An answer on the wire. `headers` beside the type: cookies, redirects. */
export type Answer = {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
};

/**
 * One way of speaking to the marketplace. `apiOf` names the call that a request makes (for faults and the arrival log), or answers
 * null when the request is not of this protocol. `fail` gives a fault in the protocol's own words, null when it cannot befall that call.
 */
export type Protocol = {
  apiOf(asked: Asked): string | null;
  answer(asked: Asked, marketplace: Marketplace): Promise<Answer>;
  fail(fault: Fault, api: string): Answer | null;
};

/** JSON in UTF-8. */
export const jsonAnswer = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(body),
});
