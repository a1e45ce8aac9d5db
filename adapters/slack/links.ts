/** Pasted links to offers: read from Slack's events, and answered by a card below the link. Failures are silent to people. */
import type { KnownBlock, LinkUnfurls, MessageAttachment } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import {
  type DetailsCard,
  type Inbound,
  type Log,
  type MessageRef,
  offerIdFromLink,
  type Reply,
  type Store,
} from '#service';
import { buttons, mrkdwnSection } from './blocks.ts';
import { slackError } from './errors.ts';
import { type Frame, firstFrame, pictureOf, untilTaken } from './frames.ts';
import { LIMITS } from './limits.ts';
import { offerButtons } from './offer-buttons.ts';
import { chatOf, type Known } from './receive.ts';
import { isMessage, type LinkRef, linkRef } from './refs.ts';
import { mrkdwn, phrases, webAddress } from './text.ts';

/** Links of one message that get a card: more would bury the conversation. */
const MOST_LINKS = 3;

const sharedSchema = z.object({
  channel: z.string().regex(/^[CDG]\w+$/),
  user: z.string(),
  message_ts: z.string().regex(/^\d+\.\d+$/),
  thread_ts: z.string().nullish(),
  // In the composer nothing is said yet; the same link comes again once it is.
  source: z.literal('conversations_history').nullish(),
  is_bot_user_member: z.boolean().nullish(),
  links: z.array(z.object({ url: z.string() })),
});

/**
 * The offers that a message links to, each as a question of its own, at most three; nothing for what is written to us alone, which is answered anyway.
 * Short links that hold no offer id are left to Slack.
 */
export const fromLinks = (event: unknown, { language }: Pick<Known, 'language'>): Inbound[] => {
  const { data: shared } = sharedSchema.safeParse(event);
  if (!shared) return [];
  const { channel, user, message_ts: ts, thread_ts, is_bot_user_member: isMember } = shared;
  if (channel.startsWith('D') && isMember) return [];
  const chat = chatOf(channel, thread_ts ?? null, null);
  const urls = new Map<string, string>();
  for (const { url } of shared.links) {
    const offerId = offerIdFromLink(url);
    if (offerId && !urls.has(offerId)) urls.set(offerId, url);
  }
  return [...urls].slice(0, MOST_LINKS).map(([offerId, url]) => ({
    key: `slack:link:${channel}:${ts}:${offerId}`,
    chat,
    from: { id: user, language },
    message: linkRef(chat, { ts, url }),
    kind: 'text',
    text: `https://detail.1688.com/offer/${offerId}.html`,
  }));
};

/** How a card below a link is laid out; `plain` is what Slack took before there were blocks. */
const LINK_LAYOUTS = ['blocks', 'plain'] as const;
type LinkLayout = (typeof LINK_LAYOUTS)[number];

const PART = 500;

const wordsOf = ({ offer }: DetailsCard): string =>
  [
    offer.originalTitle ? mrkdwn(offer.originalTitle, PART) : '',
    mrkdwn(offer.ladderText || (offer.price ?? ''), PART),
    phrases([offer.moq, offer.sold, offer.repurchase], PART),
    phrases([offer.supplier, ...offer.badges, ...offer.supplierFacts], PART),
  ]
    .filter((line) => line !== '')
    .join('\n');

/** An offer as the card below a link to it. Pure, and within Slack's limits. */
export const linkCard = (
  card: DetailsCard,
  frame: Frame<LinkLayout>,
): MessageAttachment & { readonly blocks: KnownBlock[] } => {
  const { offer, language, images } = card;
  const title = mrkdwn(offer.title, LIMITS.cardTitle);
  // Slack reads markup in all three of an attachment's texts.
  const fallback = mrkdwn([offer.title, offer.ladderText].join(' · '), LIMITS.altText) || '…';
  const url = webAddress(offer.url, LIMITS.url);
  if (frame.layout === 'plain') {
    const plainCard = { fallback, title, text: wordsOf(card) };
    return { ...plainCard, ...(url ? { title_link: url } : {}), blocks: [] };
  }
  const picture = [offer.imageUrl, ...images]
    .map((address) => pictureOf(address, offer.title, { frame, size: 'small' }))
    .find((shown) => shown !== null);
  const elements = buttons(
    offerButtons(offer, { language, canPick: true, room: 'card' }),
    `link${offer.offerId}`,
    offer.title,
  );
  const section = mrkdwnSection(`*${title || '…'}*\n${wordsOf(card)}`.trim(), picture ?? null);
  const blocks: KnownBlock[] = elements.length > 0 ? [section, { type: 'actions', elements }] : [section];
  return { fallback, blocks };
};

/** As long as Slack may ask for a card of the same message again. */
const CARDS_MS = 60 * 60 * 1000;

/** What may be tried again; everything else would be refused again. */
const PASSING: readonly string[] = ['chat-rate', 'chat-down', 'storage-down'];

/** What unfurling needs. */
export type UnfurlParts = { readonly client: WebClient; readonly store: Store; readonly log: Log };

/** Cards below links. */
export interface LinkCards {
  /** Notes that a message was written to us. Rejects as the store does. */
  addressed(inbound: Inbound): Promise<void>;
  /** Puts a reply below a link. It rejects only with what may pass (`chat-rate`, `chat-down`, `storage-down`). */
  show(ref: MessageRef, link: LinkRef, reply: Reply): Promise<MessageRef>;
}

/** Makes the cards of a workspace. */
export const createLinkCards = ({ client, store, log }: UnfurlParts): LinkCards => {
  const addressedKey = (channel: string, ts: string): string => `slack:addressed:${channel}:${ts}`;

  /** Slack takes the cards of a message as a whole, so they are sent one after the other, each with the earlier ones. */
  const underWay = new Map<string, Promise<void>>();

  const put = async (key: string, { chat }: MessageRef, link: LinkRef, card: DetailsCard): Promise<void> => {
    const earlier = (await store.get<LinkUnfurls>(key)) ?? {};
    const { shown } = await untilTaken({
      layouts: LINK_LAYOUTS,
      first: firstFrame<LinkLayout>('blocks', null),
      render: (frame) => linkCard(card, frame),
      write: async ({ blocks, ...attachment }) => {
        const made = blocks.length > 0 ? { ...attachment, blocks } : attachment;
        const unfurls = { ...earlier, [link.url]: made };
        await client.chat.unfurl({ channel: chat.id, ts: link.ts, unfurls });
        return unfurls;
      },
      log,
    });
    await store.set(key, shown, CARDS_MS);
  };

  const putInTurn = async (ref: MessageRef, link: LinkRef, card: DetailsCard): Promise<void> => {
    const key = `slack:links:${ref.chat.id}:${link.ts}`;
    const before = underWay.get(key) ?? Promise.resolve();
    const mine = before.catch(() => {}).then(() => put(key, ref, link, card));
    underWay.set(key, mine);
    try {
      await mine;
    } finally {
      if (underWay.get(key) === mine) underWay.delete(key);
    }
  };

  return {
    addressed: async (inbound) => {
      const { message, chat } = inbound;
      const isNotForUs = inbound.kind === 'photos' && inbound.addressed === false;
      if (inbound.kind === 'press' || isNotForUs || !message || !isMessage(message)) return;
      await store.set(addressedKey(chat.id, message.id), true, CARDS_MS);
    },
    show: async (ref, link, reply) => {
      if (reply.kind === 'notice') log.info({}, 'a pasted link got no card');
      if (reply.kind !== 'details') return ref;
      // Whoever wrote to us has an answer of their own, which tells more.
      if (await store.get<true>(addressedKey(ref.chat.id, link.ts))) return ref;
      try {
        await putInTurn(ref, link, reply.card);
      } catch (error) {
        const failure = slackError(error, log);
        if (PASSING.includes(failure.code)) throw failure;
        log.warn({ code: failure.code, detail: failure.message }, 'slack took no card for a pasted link');
      }
      return ref;
    },
  };
};
