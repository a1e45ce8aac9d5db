/** Where the short things are said: to everybody in a private chat, and in a group to the one whom they concern. */
import type { Inbound, MessageRef } from '../domain/chat.ts';
import type { Place } from '../domain/ports.ts';

/** The place of a reply that concerns only the person behind an event; `replaces` is the message of ours that it takes the place of. */
export const placeFor = (inbound: Inbound, replaces: MessageRef | null = null): Place => {
  const { chat, from, key, message } = inbound;
  const place = { replaces, answers: message };
  return chat.kind === 'group' ? { ...place, onlyFor: { userId: from.id, event: key } } : place;
};
