/** Answers that are no messages: windows (modals) and cards below somebody's link. Their refs name them, so they survive the queue. Pure. */
import type { ChatRef, MessageRef } from '#service';

/**
 * A window that shows an offer: the view's id, who looks at it, and the ts of the message behind it (`private` where only they see
 * that one).
 */
export type WindowRef = { readonly view: string; readonly user: string; readonly behind: string };

/** A link in somebody's message: the ts of that message, and the address as Slack wrote it. */
export type LinkRef = { readonly ts: string; readonly url: string };

/** The ref of a window in a chat. */
export const windowRef = (chat: ChatRef, { view, user, behind }: WindowRef): MessageRef => ({
  chat,
  id: `view:${view}:${user}:${behind}`,
});

/** The window that a ref names; null for anything else. */
export const readWindowRef = (ref: MessageRef | null): WindowRef | null => {
  const [, view, user, behind] = /^view:(\w+):(\w+):([\w.]+)$/.exec(ref?.id ?? '') ?? [];
  return view && user && behind ? { view, user, behind } : null;
};

/** The ref of a link in a chat. */
export const linkRef = (chat: ChatRef, { ts, url }: LinkRef): MessageRef => ({
  chat,
  id: `link:${ts}:${url}`,
});

/** The link that a ref names; null for anything else. */
export const readLinkRef = (ref: MessageRef | null): LinkRef | null => {
  const [, ts, url] = /^link:([\d.]+):(https?:.+)$/s.exec(ref?.id ?? '') ?? [];
  return ts && url ? { ts, url } : null;
};

/** Whether a ref names a message that can be reacted to, written over and found again. */
export const isMessage = (ref: MessageRef): boolean => /^\d+\.\d+$/.test(ref.id);
