/** The one family of errors. Foreign errors are translated into it where they enter the house. */

/**
 * Every way in which things go wrong, who can do something about it, and whether trying again later can help.
 * - `asker`: the person who asked can send something else. `service`: the marketplace, a chat platform or our own storage has a problem.
 * - `operator`: whoever runs this has to change a setting.
 * `photo-hidden` and `chat-outside`: the bot is not in the channel, and whoever asked can invite it.
 * `backend-denied` is one call that our access does not include, where `backend-config` and `backend-auth` are about the whole access.
 * The sentence for people is the locale text `error-<code>`.
 */
const ERRORS = {
  'photo-not-image': { blame: 'asker', retryable: false },
  'photo-unsupported': { blame: 'asker', retryable: false },
  'photo-broken': { blame: 'asker', retryable: false },
  'photo-too-small': { blame: 'asker', retryable: false },
  'photo-too-large': { blame: 'asker', retryable: false },
  'photo-too-many-pixels': { blame: 'asker', retryable: false },
  'photo-too-many-frames': { blame: 'asker', retryable: false },
  'photo-odd-shape': { blame: 'asker', retryable: false },
  'photo-blank': { blame: 'asker', retryable: false },
  'photo-expired': { blame: 'asker', retryable: false },
  'photo-hidden': { blame: 'asker', retryable: false },
  'url-invalid': { blame: 'asker', retryable: false },
  'url-private': { blame: 'asker', retryable: false },
  'url-not-found': { blame: 'asker', retryable: false },
  'url-unreachable': { blame: 'asker', retryable: true },
  'url-page': { blame: 'asker', retryable: false },
  'url-not-image': { blame: 'asker', retryable: false },
  'file-broken': { blame: 'asker', retryable: false },
  'file-bomb': { blame: 'asker', retryable: false },
  'file-locked': { blame: 'asker', retryable: false },
  'file-nested': { blame: 'asker', retryable: false },
  'file-too-large': { blame: 'asker', retryable: false },
  'file-too-many': { blame: 'asker', retryable: false },
  'file-over-limit': { blame: 'asker', retryable: false },
  'file-empty': { blame: 'asker', retryable: false },
  'file-not-searched': { blame: 'service', retryable: false },
  'input-invalid': { blame: 'asker', retryable: false },
  'offer-not-found': { blame: 'asker', retryable: false },
  'backend-config': { blame: 'operator', retryable: false },
  'backend-auth': { blame: 'operator', retryable: false },
  'backend-denied': { blame: 'operator', retryable: false },
  'backend-quota': { blame: 'operator', retryable: false },
  'backend-rate': { blame: 'service', retryable: true },
  'backend-image-refused': { blame: 'asker', retryable: false },
  'backend-blocked': { blame: 'service', retryable: false },
  'backend-down': { blame: 'service', retryable: true },
  'backend-unsupported': { blame: 'operator', retryable: false },
  'chat-forbidden': { blame: 'operator', retryable: false },
  'chat-outside': { blame: 'asker', retryable: false },
  'chat-gone': { blame: 'asker', retryable: false },
  'chat-rate': { blame: 'service', retryable: true },
  'chat-down': { blame: 'service', retryable: true },
  'storage-down': { blame: 'service', retryable: true },
  'config-invalid': { blame: 'operator', retryable: false },
  internal: { blame: 'operator', retryable: false },
} as const;

/** The name of a failure; also the key of its sentence in the locales (`error-<code>`). */
export type ErrorCode = keyof typeof ERRORS;

/** All codes, for tests that check that every language has a sentence for each. */
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];

/** What an error may carry along. `detail` is for the operator's log: no secrets, no people's content. */
export type ErrorFacts = {
  readonly detail?: string;
  readonly cause?: unknown;
  /** Values for the sentence, such as `{ limit: 20 }`. */
  readonly args?: Readonly<Record<string, string | number>>;
  /** When the other side said how long to wait. */
  readonly retryAfterMs?: number;
  /** Trying again cannot help although it mostly does with this code. */
  readonly isFinal?: boolean;
};

/** The error that everything in this house throws. `message` is for the log, the sentence for people comes from the locale. */
export class TusouError extends Error {
  override readonly name = 'TusouError';
  readonly code: ErrorCode;
  readonly blame: 'asker' | 'service' | 'operator';
  readonly retryable: boolean;
  /** What the operator should know, or null when the code says it all. */
  readonly detail: string | null;
  readonly args: Readonly<Record<string, string | number>>;
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(facts.detail ? `${code}: ${facts.detail}` : code, { cause: facts.cause });
    this.code = code;
    this.blame = ERRORS[code].blame;
    this.retryable = ERRORS[code].retryable && !facts.isFinal;
    this.detail = facts.detail ?? null;
    this.args = facts.args ?? {};
    this.retryAfterMs = facts.retryAfterMs ?? null;
  }
}

/** The error itself when it is ours, else an `internal` one with the foreign error as its cause. */
export const asTusouError = (error: unknown): TusouError =>
  error instanceof TusouError
    ? error
    : new TusouError('internal', {
        detail: error instanceof Error ? error.message : 'not an error',
        cause: error,
      });
