/** What an API behind the official gateway is. */
import type { Marketplace } from './marketplace.ts';
import type { Answer } from './protocol.ts';

/** One API of the gateway. */
export type GatewayApi = {
  /** Whether it wants an access token. One that is `refused` spoils the signature when it is sent all the same (document 003). */
  readonly token: 'required' | 'optional' | 'refused';
  /** Form fields that have to be there. */
  readonly required: readonly string[];
  answer(params: ReadonlyMap<string, string>, marketplace: Marketplace): Promise<Answer>;
  /** Its refusal of a picture, if it takes one. */
  readonly refused?: Answer;
};
