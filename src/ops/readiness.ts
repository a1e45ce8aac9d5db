/** Whether the program can work, part by part. Nobody waits long for the answer, and the log tells each change once. */
import type { Clock, Log } from '../domain/ports.ts';
import { within } from './within.ts';

/** Parts of the product and whether each can work now, such as `{ storage: true }`. Names only, never a reason or a secret. */
export type Readiness = Readonly<Record<string, boolean>>;

/** Whether a part can work now. Throwing, rejecting and silence all mean that it cannot. */
export type AskPart = () => boolean | Promise<boolean>;

/** Orchestrators give a probe a second or two; a part that needs longer is not ready. */
const READY_WITHIN_MS = 900;

const watchPart = (part: string, ask: AskPart, { clock, log }: { clock: Clock; log: Log }) => {
  let asked: Promise<boolean> | null = null;
  let known: boolean | null = null;

  /** A part that hangs is not asked again by every probe: they all wait for the one answer. */
  const answer = (): Promise<boolean> => {
    asked ??= (async () => ask())()
      .catch(() => false)
      .finally(() => {
        asked = null;
      });
    return asked;
  };
  const tell = (isReady: boolean): void => {
    if (isReady === known) return;
    // That all is well at the first look is no news.
    if (!isReady) log.warn({ part }, 'not ready');
    else if (known !== null) log.info({ part }, 'ready again');
    known = isReady;
  };

  return async (): Promise<boolean> => {
    const isReady = (await within(answer(), READY_WITHIN_MS, clock)) ?? false;
    tell(isReady);
    return isReady;
  };
};

/** Makes the question for the readiness of all parts. It is answered within a second whatever the parts do, and never rejects. */
export const createReadiness = (
  parts: Readonly<Record<string, AskPart>>,
  tools: { readonly clock: Clock; readonly log: Log },
): (() => Promise<Readiness>) => {
  const watched = Object.entries(parts).map(([name, ask]) => [name, watchPart(name, ask, tools)] as const);
  return async () =>
    Object.fromEntries(await Promise.all(watched.map(async ([name, ask]) => [name, await ask()] as const)));
};
