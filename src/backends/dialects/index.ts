/** The gateway in the words of documents 001, 002 and 004, for access that works in no other way. All share this flow. */
import { asTusouError, TusouError } from '../../domain/errors.ts';
import type { OfferDetail } from '../../domain/offer.ts';
import type { Backend, Clock, Log, OfferPage, Query } from '../../domain/ports.ts';
import type { CallMeter } from '../../ops/meter.ts';
import type { Budget } from '../budget.ts';
import { get, type HttpAsk, type HttpReply, postForm, postMultipart } from '../http.ts';
import { cleaner } from '../open-platform/cleaner.ts';
import type { Tokens } from '../open-platform/token.ts';
import { pacedCall } from '../paced.ts';
import { createBatches } from './batches.ts';
import { bearer } from './bearer.ts';
import { type CallGateway, createCheck } from './check.ts';
import type { Call, Dialect, Proven } from './dialect.ts';
import { readReply } from './failure.ts';
import { hmacBase64 } from './hmac-base64.ts';
import { md5 } from './md5.ts';

/**
 * The dialects by what tells them apart, which is how access is proven: `md5` is document 001, `hmac-base64` document 002, `bearer`
 * document 004. Two of their calls differ by a dot only, so those names would be mistaken for each other.
 */
const DIALECTS = { md5, 'hmac-base64': hmacBase64, bearer } as const satisfies Record<string, Dialect>;

/** The name of a dialect: what `ALI1688_DIALECT` says. */
export type DialectName = keyof typeof DIALECTS;

/** The dialect, the app's access, and what calls are made with. Only `bearer` asks for tokens. */
export type DialectOptions = {
  readonly dialect: DialectName;
  readonly name: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly tokens: Tokens;
  /** Without `/openapi` and without a slash at the end. */
  readonly gatewayUrl: string;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly callMeter?: CallMeter;
  /** Whether the gateway's offers are made up. */
  readonly sampleData: boolean;
};

/** Document 002 allows a call 15 seconds; somebody waits, so two thirds of it have to do. */
const TIMEOUT_MS = 10_000;

/** Shorter than anybody notices, longer than it takes to see which of a page's offers are remembered. */
const GATHER_MS = 10;

const sendProven = (
  call: Call,
  { proven, asking }: { proven: Proven; asking: HttpAsk },
  signal: AbortSignal,
): Promise<HttpReply> => {
  const fields = new URLSearchParams(proven.fields).toString();
  if (call.method === 'GET') return get({ ...asking, url: `${asking.url}?${fields}` }, signal);
  if (!call.file) return postForm({ ...asking, form: fields }, signal);
  const texts = Object.entries(proven.fields).map(([name, value]) => ({ name, value }));
  const { name, bytes } = call.file;
  const picture = { name, value: { bytes, filename: 'photo.jpg', type: 'image/jpeg' } };
  return postMultipart({ ...asking, parts: [...texts, picture] }, signal);
};

/** Makes the function that calls: paced, proven anew for each attempt because timestamps age, tried again where that can help. */
const createCaller = (dialect: Dialect, options: DialectOptions): CallGateway => {
  const { appKey, appSecret, tokens, gatewayUrl, clock, log } = options;

  const send = (call: Call, token: string | null, signal: AbortSignal): Promise<object> => {
    const clean = cleaner([appSecret, token, ...Object.values(call.fields)]);
    const sendOnce = async (onSent: () => void): Promise<object> => {
      const startedMs = clock.now();
      const proven = dialect.prove(call, { appKey, appSecret, accessToken: token }, startedMs);
      const url = `${gatewayUrl}${call.path}`;
      const asking = { url, headers: proven.headers, timeoutMs: TIMEOUT_MS, clock, onSent };
      const reply = await sendProven(call, { proven, asking }, signal);
      log.debug({ api: call.api, status: reply.status, tookMs: clock.now() - startedMs }, 'gateway answered');
      return readReply(reply, { api: call.api, meanings: dialect.meanings, clean });
    };
    const again = 'gateway call is tried again';
    return pacedCall(sendOnce, { ...options, signal, api: call.api, again });
  };

  return async (call, signal) => {
    const token = dialect.takesToken ? await tokens.current(signal) : null;
    try {
      return await send(call, token, signal);
    } catch (error) {
      if (!dialect.takesToken || asTusouError(error).code !== 'backend-auth') throw error;
      const newer = await tokens.renewed(token, signal);
      if (newer === null) throw error;
      return send(call, newer, signal);
    }
  };
};

const unsupported = (what: string): TusouError => new TusouError('backend-unsupported', { detail: what });

const noSuchOffer = (id: string): TusouError =>
  new TusouError('offer-not-found', { detail: `no offer ${id} in the reply` });

/**
 * A backend that speaks one of the dialects. Throws the `backend-*` errors, and `offer-not-found` where it knows details; those
 * that are asked for within 10 ms go out as one call.
 */
export const createDialect = (options: DialectOptions): Backend => {
  const dialect: Dialect = DIALECTS[options.dialect];
  const { name, sampleData, clock } = options;
  const can = { ...dialect.can, sampleData };
  const call = createCaller(dialect, options);

  const search = async (query: Query, signal: AbortSignal): Promise<OfferPage> => {
    if (!can.queries.includes(query.kind)) throw unsupported(query.kind);
    const asked = dialect.searchCall(query);
    const page = dialect.readPage(await call(asked, signal));
    if (!page) throw new TusouError('backend-down', { detail: `${asked.api}: a reply without offers` });
    return { backend: name, ...page };
  };

  return {
    name,
    can,
    search,
    offer: createOffer(dialect.details, { call, clock }),
    check: createCheck(dialect, call),
    freight: async () => {
      throw unsupported('freight');
    },
  };
};

type Calling = {
  readonly call: CallGateway;
  readonly clock: Clock;
};

const createOffer = (details: Dialect['details'], { call, clock }: Calling): Backend['offer'] => {
  if (!details)
    return async () => {
      throw unsupported('details');
    };
  const askMany = async (ids: readonly string[], signal: AbortSignal) => {
    const found = details.read(await call(details.call(ids), signal));
    return new Map(found.map((detail) => [detail.id, detail] as const));
  };
  const { atOnce } = details;
  const askOne = createBatches<OfferDetail>({ askMany, atOnce, gatherMs: GATHER_MS, clock });
  return async (id, _language, signal) => {
    const detail = await askOne(id, signal);
    if (!detail) throw noSuchOffer(id);
    return detail;
  };
};
