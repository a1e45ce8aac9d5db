/** Tells a page about its turns as they change: a stream of server-sent events (html.spec.whatwg.org, section 9.2). */
import type { Clock } from '#service';
import type { Exchange } from './exchange.ts';
import { pageTurn } from './render.ts';
import type { Turn, Turns } from './turns.ts';

/** How often the store is read for changes that another process made. */
const RECHECK_MS = 1_000;

/** Silence after which a comment is sent, so that nothing in between takes the connection for dead. */
const HEARTBEAT_MS = 15_000;

/** How long a browser waits before it connects again. */
const RECONNECT_MS = 2_000;

/** What a stream tells and how long it lasts. */
export type EventsParts = {
  readonly session: string;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

type Told = { readonly revision: string; readonly pending: boolean };

/**
 * Streams a session's turns until `signal` fires: first all of them, oldest first, and one `ready`; then each turn that
 * changed. A page that connects again is simply told everything again.
 */
export const streamTurns = async ({ response }: Exchange, parts: EventsParts): Promise<void> => {
  const { session, turns, clock, signal } = parts;
  const told = new Map<string, Told>();
  const watch = turns.watch(session);
  let spokeAtMs = clock.now();
  const write = (text: string): void => {
    response.write(text);
    spokeAtMs = clock.now();
  };

  const tell = (turn: Turn): void => {
    if (told.get(turn.id)?.revision === turn.revision) return;
    told.set(turn.id, { revision: turn.revision, pending: turn.pending });
    write(`event: turn\ndata: ${JSON.stringify(pageTurn(turn))}\n\n`);
  };

  /** Reads only turns that can have changed: new ones, those just reported, and those that wait for an answer. */
  const tellChanges = async (changed: ReadonlySet<string>): Promise<void> => {
    const ids = await turns.list(session);
    const due = ids.filter((id) => changed.has(id) || (told.get(id)?.pending ?? true));
    const found = await Promise.all(due.map((id) => turns.find(session, id)));
    for (const turn of found) if (turn) tell(turn);
  };

  const close = () => watch.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    write(`retry: ${RECONNECT_MS}\n\n`);
    await tellChanges(new Set());
    write('event: ready\ndata: {}\n\n');
    while (!signal.aborted) {
      await tellChanges(await watch.next(RECHECK_MS));
      if (clock.now() - spokeAtMs >= HEARTBEAT_MS) write(':\n\n');
    }
  } finally {
    close();
    signal.removeEventListener('abort', close);
    response.end();
  }
};
