/** Troubles that can be ordered: `POST /_faults` lets the next calls fail, `DELETE /_faults` ends it. */
import { z } from 'zod';

/**
 * Every trouble: in the words of the protocol (`qos` over the rate, `acl` not granted, `auth` token not valid, `quota` used up,
 * `image-refused` no picture id, `success-false` a business failure) or of the wire (`down`, `slow`, `garbage`).
 * Of the PC pages: `token-empty` and `token-expired` no session, `empty` a list without offers, `too-large` HTTP 413, and the signs
 * of the defence against programs: `captcha`, `rgv587`, `punish` and `login` (redirects), `x5sec` (a cookie), `html` (a page where JSON is due).
 */
export const FAULTS = [
  'qos',
  'acl',
  'auth',
  'quota',
  'image-refused',
  'success-false',
  'down',
  'slow',
  'garbage',
  'token-empty',
  'token-expired',
  'empty',
  'too-large',
  'captcha',
  'rgv587',
  'punish',
  'login',
  'x5sec',
  'html',
] as const;
/** One of `FAULTS`. */
export type Fault = (typeof FAULTS)[number];

const DEFAULT_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 120_000;

const order = z.object({
  api: z.string().min(1),
  fault: z.enum(FAULTS),
  times: z.int().positive().nullable().default(null),
  delayMs: z.int().min(0).max(LONGEST_DELAY_MS).default(DEFAULT_DELAY_MS),
});

/** A trouble to come: for calls of `api` (`*` for all), `times` times (null: until taken back), `delayMs` late if it is `slow`. */
export type FaultOrder = z.infer<typeof order>;

/** The order in the body of `POST /_faults`, or null when it is none. */
export const readFaultOrder = (text: string): FaultOrder | null => {
  try {
    return order.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** The troubles that are in force. */
export type FaultTable = {
  add(order: FaultOrder): void;
  clear(): void;
  /** The oldest order for this call that `applies`; it is used up by one. */
  take(api: string, applies: (fault: Fault) => boolean): FaultOrder | null;
};

/** An empty table. */
export const createFaultTable = (): FaultTable => {
  let orders: FaultOrder[] = [];
  return {
    add: (one) => {
      orders = [...orders, one];
    },
    clear: () => {
      orders = [];
    },
    take: (api, applies) => {
      const found = orders.find((one) => (one.api === '*' || one.api === api) && applies(one.fault));
      if (!found) return null;
      const left = found.times === null ? null : found.times - 1;
      orders = orders.flatMap((one) => {
        if (one !== found) return [one];
        return left === 0 ? [] : [{ ...one, times: left }];
      });
      return found;
    },
  };
};
