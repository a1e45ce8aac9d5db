/** Lets each event through once: Slack sends some twice, as retries and under other names. */
import { createOutage, type Inbound, type Log, type Store } from '#service';

/** Slack's last retry comes about 6 minutes after the first delivery (docs.slack.dev/apis/events-api#retries). */
const SEEN_MS = 60 * 60 * 1000;

/**
 * Wraps `receive` so that an event whose key was handled, or is being handled, is not handled again; a second delivery
 * waits for the first. What failed is forgotten, and handled when it comes again: rejecting keeps Bolt from acknowledging it.
 * `settled` waits for all that is underway.
 */
export const createOnce = (receive: (inbound: Inbound) => Promise<void>, store: Store, log: Log) => {
  const outage = createOutage(log);
  const underway = new Map<string, Promise<void>>();

  const handle = async (inbound: Inbound): Promise<void> => {
    const key = `slack:seen:${inbound.key}`;
    if (await store.get<true>(key)) return;
    await receive(inbound).catch((error: unknown) => {
      outage.isStorage(error);
      throw error;
    });
    outage.over();
    await store.set(key, true, SEEN_MS);
  };

  return {
    receive: (inbound: Inbound): Promise<void> => {
      const { key } = inbound;
      const work = underway.get(key) ?? handle(inbound).finally(() => underway.delete(key));
      underway.set(key, work);
      return work;
    },
    settled: async (): Promise<void> => {
      await Promise.allSettled(underway.values());
    },
  };
};
