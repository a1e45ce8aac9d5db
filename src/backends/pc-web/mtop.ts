/** Calls to mtop, the gateway behind today's pages: a session first, then signed calls, each signed anew once if its token was not good. */
import { type ErrorCode, TusouError } from '../../domain/errors.ts';
import { type HttpReply, postForm } from '../http.ts';
import { at, readList, readText } from '../values.ts';
import { createSession, mtopSign, type Session } from './session.ts';
import { pageHeaders } from './urls.ts';
import { blocked, readObject, type Wire, type WireOptions } from './wire.ts';

/** One API of the gateway; `page` is the 1688 page that calls it. */
export type MtopApi = { readonly name: string; readonly version: string; readonly page: string };

/** Calls an API with `data` and answers with the reply's `data`. `label` names the call to the operator. Throws `backend-*` errors. */
export type Mtop = {
  call(api: MtopApi, request: { label: string; data: object }, signal: AbortSignal): Promise<unknown>;
  /** Begins a visit: gets the cookies that later calls need. */
  greet(api: MtopApi, signal: AbortSignal): Promise<void>;
  readonly session: Session;
};

/** The key of 1688's own H5 pages, the same for everybody. */
const APP_KEY = '12574478';
/** What the pages themselves wait. */
const TIMEOUT_MS = 20_000;

type Answered = { readonly data: unknown } | { readonly tokenError: string };

/** `EXOIRED` is how the gateway writes it. `ILLEGAL_ACCESS` may be a token, a signature, or a block; a second one is a block. */
const TOKEN_ERROR = /^FAIL_SYS_(?:TOKEN_\w+|ILLEGAL_ACCESS)$/;

const CODES: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [/^FAIL_SYS_TRAFFIC_LIMIT$/, 'backend-rate', 'too many calls; lower PC_WEB_QPS'],
  [/^FAIL_SYS_SESSION_EXPIRED$/, 'backend-blocked', 'a login is asked for'],
  [/^FAIL_SYS_INVALID_SIGNATURE$/, 'backend-config', 'the signature is no longer made this way'],
];

const readAnswer = (label: string, reply: HttpReply, session: Session): Answered => {
  // Cookies count whatever the rest of the reply says; the anti-bot's own stop everything right after.
  session.take(reply.cookies, null);
  const body = readObject(label, reply);
  const codes = readList(at(body, 'ret')).map((entry) => readText(entry)?.split('::')[0]?.trim() ?? '');
  if (codes.includes('SUCCESS')) return { data: at(body, 'data') };
  const code = codes.find(Boolean);
  if (code === undefined) throw blocked(label, 'a reply without ret');
  if (TOKEN_ERROR.test(code)) {
    session.take([], readText(at(body, 'c')));
    return { tokenError: code };
  }
  const [, errorCode, advice] = CODES.find(([pattern]) => pattern.test(code)) ?? [
    null,
    'backend-config' as const,
    'the page may have changed; try another PC_WEB_FLOW',
  ];
  throw new TusouError(errorCode, { detail: `${label}: ${code.slice(0, 80)}; ${advice}` });
};

const addressOf = (origin: string, { name, version }: MtopApi, query: Record<string, string>): string => {
  const fixed = { jsv: '2.7.2', appKey: APP_KEY, api: name, v: version, type: 'originaljson' };
  const params = new URLSearchParams({ ...fixed, dataType: 'jsonp', timeout: String(TIMEOUT_MS), ...query });
  return `${origin}/h5/${name.toLowerCase()}/${version}/?${params}`;
};

/** Makes the gateway's client, with a session of its own. */
export const createMtop = (origin: string, wire: Wire, { clock, log }: WireOptions): Mtop => {
  const session = createSession();

  const send = (api: MtopApi, label: string, data: string, signal: AbortSignal): Promise<Answered> =>
    wire(
      {
        name: label,
        send: (sending, whole) => {
          const now = clock.now();
          const t = String(now);
          const sign = mtopSign({ token: session.token(now) ?? '', t, appKey: APP_KEY, data });
          const cookie = session.header();
          const url = addressOf(origin, api, { t, sign });
          const headers = { ...pageHeaders(api.page), ...(cookie && { cookie }) };
          const form = new URLSearchParams({ data }).toString();
          return postForm({ ...sending, url, headers, form, timeoutMs: TIMEOUT_MS }, whole);
        },
        read: (reply) => readAnswer(label, reply, session),
      },
      signal,
    );

  /** The first call of a visitor always fails and sets the cookies, so it carries nothing. */
  const greet = async (api: MtopApi, signal: AbortSignal): Promise<void> => {
    await send(api, 'session', '{}', signal);
    if (session.token(clock.now()) === null) throw blocked('session', 'no token in the cookies');
  };

  return {
    session,
    greet,
    call: async (api, { label, data }, signal) => {
      const text = JSON.stringify(data);
      if (session.token(clock.now()) === null) await greet(api, signal);
      const first = await send(api, label, text, signal);
      if ('data' in first) return first.data;
      log.info({ api: label, code: first.tokenError }, 'a new token was needed');
      const second = await send(api, label, text, signal);
      if ('data' in second) return second.data;
      throw blocked(label, `${second.tokenError} after a new token`);
    },
  };
};
