/** The app's access to the gateway: which token its calls carry, and where a login leaves it. */
import type { Clock, Log, Store } from '../../domain/ports.ts';
import type { CallMeter } from '../../ops/meter.ts';
import type { Budget } from '../budget.ts';
import { createOAuth } from './oauth.ts';
import { fixedToken, storedTokens, type Tokens } from './token.ts';

/** The app, and what its calls are made with. A fixed `accessToken` goes before what a login left in `store`; an app of a single user has neither. */
export type AccessOptions = {
  /** Without `/openapi` and without a slash at the end. */
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string | null;
  /** The one that `accessStore` opens. */
  readonly store?: Store;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly callMeter?: CallMeter;
};

/** Where the calls of an app get their token from. */
export const createTokens = (options: AccessOptions): Tokens => {
  const { accessToken, store } = options;
  if (accessToken !== null || !store) return fixedToken(accessToken);
  return storedTokens({ ...options, store, oauth: createOAuth(options) });
};
