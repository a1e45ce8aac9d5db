/** A few jobs of one chat at a time: whoever sends a hundred photos gets answers one after the other, not a hundred signs of work. */
import pLimit, { type LimitFunction } from 'p-limit';

/** Does the work when its chat's gate lets it in; in the order of asking. */
export type ChatGates = <T>(chat: string, work: () => Promise<T>) => Promise<T>;

/** Makes gates that let `atOnce` of each chat in. A gate exists only while somebody is at it. */
export const createChatGates = (atOnce: number): ChatGates => {
  const gates = new Map<string, LimitFunction>();
  return async (chat, work) => {
    const gate = gates.get(chat) ?? pLimit(atOnce);
    gates.set(chat, gate);
    try {
      return await gate(work);
    } finally {
      if (gate.activeCount + gate.pendingCount === 0) gates.delete(chat);
    }
  };
};
