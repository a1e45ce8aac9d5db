/** The cookies that 1688 gives to a visitor, kept in memory for one backend, and the token in them that signs calls. */
import { hash } from 'node:crypto';

/** The cookie whose value is `<token>_<expiry in ms>`, and its companion. Both are set by the first call, which fails. */
const TOKEN = '_m_h5_tk';
const COMPANION = '_m_h5_tk_enc';

/** A visitor's session. */
export type Session = {
  /** The token, or null when there is none or it has run out. */
  token(nowMs: number): string | null;
  /** The `Cookie` header, empty when there are none. */
  header(): string;
  /** Takes over what a reply sets: its `Set-Cookie` lines and, where the pair comes in the body, the text `token;companion`. */
  take(lines: readonly string[], pair: string | null): void;
};

/** A session without cookies. */
export const createSession = (): Session => {
  const cookies = new Map<string, string>();
  const put = (name: string, value: string): void => {
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  };
  return {
    token: (nowMs) => {
      const [token, expiry] = (cookies.get(TOKEN) ?? '').split('_');
      return token && !(Number(expiry) <= nowMs) ? token : null;
    },
    header: () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    take: (lines, pair) => {
      const [token, companion] = pair?.split(';') ?? [];
      if (token && companion) {
        put(TOKEN, token);
        put(COMPANION, companion);
      }
      for (const line of lines) {
        const [, name, value = ''] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? [];
        if (name) put(name, /;\s*max-age=0\b/i.test(line) ? '' : value.trim());
      }
    },
  };
};

/** What a call is signed over: the token, its time (ms), the gateway's key and the exact text of `data`. */
export type Signed = {
  readonly token: string;
  readonly t: string;
  readonly appKey: string;
  readonly data: string;
};

/** The signature of an mtop call: lower-case hex MD5 over the four joined with `&` (ten and more public clients agree). */
export const mtopSign = ({ token, t, appKey, data }: Signed): string =>
  hash('md5', `${token}&${t}&${appKey}&${data}`);
