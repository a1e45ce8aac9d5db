/** What people are called: a name on a card tells who did something, and unlike a mention it calls nobody. */
import { type Reply, translator } from '#service';
import { bare } from './address.ts';
import type { ProfileOf } from './profiles.ts';

/** Names under one option of a vote: what a line on a phone holds. */
const MOST_NAMES = 8;

/** The name that somebody chose to be called by; null where Slack does not say. Never rejects. The names are people's words, untrusted. */
export type NameOf = (userId: string) => Promise<string | null>;

/** Makes the function. A name is a courtesy: an answer without it is complete. */
export const createNames =
  (profileOf: ProfileOf): NameOf =>
  async (userId) =>
    (await profileOf(bare(userId)).catch(() => null))?.name ?? null;

type PollReply = Extract<Reply, { kind: 'poll' }>;
type ResultReply = Extract<Reply, { kind: 'result' }>;

const namedPoll = async (reply: PollReply, nameOf: NameOf): Promise<PollReply> => {
  const options = reply.card.options.map(async (option) => {
    const names = await Promise.all(option.voters.slice(0, MOST_NAMES).map(nameOf));
    return { ...option, voters: names.filter((name) => name !== null) };
  });
  return { ...reply, card: { ...reply.card, options: await Promise.all(options) } };
};

const namedResult = async (reply: ResultReply, nameOf: NameOf): Promise<ResultReply> => {
  const t = translator(reply.card.language);
  const offers = reply.card.offers.map(async ({ by, ...offer }) => {
    const name = by === undefined ? null : await nameOf(by);
    const told = [offer.match, name && t('shortlist-by', { name })].filter((text) => text !== null);
    return { ...offer, match: told.length > 0 ? told.join(' · ') : null };
  });
  return { ...reply, card: { ...reply.card, offers: await Promise.all(offers) } };
};

/** The reply with names in place of ids: who voted, and who put an offer on the shortlist. All other replies are as they were. */
export const withNames = async (reply: Reply, nameOf: NameOf): Promise<Reply> => {
  if (reply.kind === 'poll') return namedPoll(reply, nameOf);
  return reply.kind === 'result' && reply.card.offers.some(({ by }) => by !== undefined)
    ? namedResult(reply, nameOf)
    : reply;
};
