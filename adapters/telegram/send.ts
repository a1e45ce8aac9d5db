/** Shows replies: picks the way for each kind, notes what was sent, and gives failures their name. */
import type { ChatRef, Locks, MessageRef, Place, Reply, Still, Store } from '#service';
import { deliverAlbum } from './album.ts';
import { chatError } from './client.ts';
import { deliver, deliverWorking } from './deliver.ts';
import { deliverRich } from './deliver-rich.ts';
import { deliverFile } from './document.ts';
import type { Delivery, Outlet } from './placing.ts';
import type { Reactions } from './reactions.ts';
import { render } from './render.ts';
import { richMessage } from './rich.ts';
import type { Signs } from './signs.ts';

/** Replies that become messages of one's own; a vote is sent by `polls`. */
export type Told = Exclude<Reply, { kind: 'poll' }>;

/** Shows a reply to everybody in a chat, and answers with the message that now holds it. */
export type Send = (chat: ChatRef, reply: Told, place: Place, still?: Still) => Promise<MessageRef>;

/** What sending needs. `isRich` tells whether a chat wants rich messages and takes them; it never rejects. */
export type SendParts = {
  readonly outlet: Outlet;
  readonly reactions: Reactions;
  readonly signs: Signs;
  readonly store: Store;
  readonly locks: Locks;
  readonly isRich: (chat: ChatRef) => Promise<boolean>;
};

/** In a group that was upgraded, messages of the old one can be neither edited nor answered to. */
const placeIn = (chat: ChatRef, { replaces, answers }: Place): Place => ({
  replaces: replaces?.chat.id === chat.id ? replaces : null,
  answers: answers?.chat.id === chat.id ? answers : null,
});

/** What an edit of the words alone would not do justice to. */
const isList = ({ kind }: Told): boolean => kind === 'result' || kind === 'details' || kind === 'file';

/** Makes the adapter's `send`. It throws `chat-*` errors. */
export const createSend = (parts: SendParts): Send => {
  const { outlet, reactions, signs, isRich } = parts;

  const show = async (delivery: Delivery, reply: Told): Promise<MessageRef> => {
    const { place } = delivery;
    if (reply.kind === 'working') return deliverWorking(delivery);
    if (reply.kind === 'progress' && place.replaces && !delivery.budget.sparesMessage(delivery.chat.id))
      return place.replaces;
    if (reply.kind === 'file') return deliverFile(delivery, reply.file);
    if (reply.kind === 'pictures') return deliverAlbum({ ...delivery, ...parts }, reply.pictures);
    const rich = richMessage(reply);
    if (rich === null || !(await isRich(delivery.chat))) return deliver(delivery);
    return (await deliverRich(delivery, rich)) ?? deliver(delivery);
  };

  /** The message that a job of this question would send anew if it were run again: its sign, or its answer where there was no sign. */
  const questionOf = (reply: Told, { replaces, answers }: Place): MessageRef | null =>
    replaces === null && (reply.kind === 'working' || isList(reply)) ? answers : null;

  return async (named, reply, wanted, still) => {
    const chat = await outlet.notes.resolve(named);
    const place = placeIn(chat, wanted);
    const delivery = { ...outlet, chat, place, message: render(reply) };
    const isWorking = reply.kind === 'working';
    const asked = questionOf(reply, place);
    if (asked) await signs.begin(asked, isWorking ? delivery.message.text : '');
    // After the note, which may have taken its time; and what it rejects with says nothing about the note, which may be another process's.
    await still?.();
    try {
      const shown = await show(delivery, reply);
      // Does not reject: nothing that went wrong after this point means that the message is not there.
      if (shown.id !== place.replaces?.id) await signs.sent(shown, asked);
      outlet.lists.note(shown, isList(reply));
      if (!isWorking && wanted.answers) reactions.answered(wanted.answers);
      return shown;
    } catch (error) {
      if (asked) await signs.refused(asked, error);
      const failure = chatError(error);
      // Nothing will be said here any more, so nothing should look as if it were.
      if (!isWorking && !failure.retryable && wanted.answers) reactions.answered(wanted.answers);
      throw failure;
    }
  };
};
