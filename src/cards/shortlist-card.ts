/** A chat's shortlist as a card, and the vote on it. */
import { encodeAction, type ListKind } from '../domain/action.ts';
import type { Button, PollCard, ResultCard } from '../domain/card.ts';
import type { Facet } from '../domain/facet.ts';
import type { Offer } from '../domain/offer.ts';
import { CARDS_PER_PAGE, type Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { offerCard, rateFacts } from './offer-card.ts';
import { quantityButtons, showAgain } from './quantity-buttons.ts';

/**
 * An offer in its place on the list, from 1, and who put it there; `votes` is null where there was no vote on it, `won` says that most people
 * chose it. `remark` is what was noted on it.
 */
export type Listed = {
  readonly offer: Offer;
  readonly place: number;
  readonly votes: number | null;
  readonly won: boolean;
  readonly by: string;
  readonly remark: string | null;
};

/**
 * What a page of the list is made from. `canVote` says that the chat can show polls, `ended` that the vote has just ended. `rate` is that of
 * the chat's currency, where it has one beside yuan.
 */
export type ShortlistContext = {
  readonly view: string;
  readonly language: Language;
  readonly page: number;
  readonly canVote: boolean;
  readonly ended: boolean;
  readonly rate?: Rate | null | undefined;
  /** What the list is called, where people gave it a name: their words, untrusted. */
  readonly name?: string | null;
  /** Only offers with this tag are listed. */
  readonly tag?: string | undefined;
  /** For how many pieces prices are told; absent: for the smallest order. */
  readonly quantity?: number | undefined;
};

/** Offers in one vote at most: a poll has at most 12 options (core.telegram.org/bots/api#sendpoll), and ten can still be told apart. */
export const MOST_OPTIONS = 10;

/** Offers that a vote needs. */
export const LEAST_OPTIONS = 2;

const facetAt = (page: number, quantity?: number): Facet => ({
  page,
  mode: 'same',
  sort: 'relevance',
  ...(quantity && { quantity }),
});

/** A page of the list, and for how many pieces its prices are told. */
type Page = { readonly view: string; readonly page: number; readonly quantity?: number | undefined };

const button = (kind: ListKind, label: string, { view, page, quantity }: Page): Button => ({
  kind: 'action',
  label,
  action: encodeAction({ kind, view, facet: facetAt(page, quantity) }),
});

const dropButton = (offer: Offer, { view, page }: { view: string; page: number }, t: Translate): Button => ({
  kind: 'action',
  label: t('button-drop'),
  action: encodeAction({ kind: 'drop', view, facet: facetAt(page), offerId: offer.id }),
});

const actionsOf = (count: number, context: ShortlistContext, t: Translate): Button[][] => {
  const { view, page, quantity, canVote, tag } = context;
  const at = { view, page, quantity };
  const turning = [
    ...(page > 1 ? [button('show', t('button-previous'), { ...at, page: page - 1 })] : []),
    ...(page * CARDS_PER_PAGE < count ? [button('show', t('button-next'), { ...at, page: page + 1 })] : []),
  ];
  const here = Math.min(CARDS_PER_PAGE, count - (page - 1) * CARDS_PER_PAGE);
  // A comparison and a vote are about the whole list.
  const isWhole = tag === undefined;
  const compare = isWhole && here >= LEAST_OPTIONS ? [button('compare', t('button-compare'), at)] : [];
  const vote =
    isWhole && canVote && count >= LEAST_OPTIONS ? [button('vote', t('button-vote'), { view, page: 1 })] : [];
  const quantities = quantityButtons(facetAt(page, quantity), showAgain(view), t);
  const update = button('show', t('button-update'), at);
  const file = button('export', t('button-export'), { view, page: 1 });
  return [turning, [...vote, ...compare, update, file], quantities].filter((row) => row.length > 0);
};

/** Which offers most people chose, in one sentence. */
const outcomeOf = (
  options: readonly { readonly text: string; readonly votes: number }[],
  t: Translate,
): string => {
  const most = Math.max(0, ...options.map(({ votes }) => votes));
  if (most === 0) return t('vote-nobody');
  const best = options.filter(({ votes }) => votes === most);
  const offers = best.map(({ text }) => text).join(' / ');
  return t(best.length === 1 ? 'vote-winner' : 'vote-tie', { offers, votes: most });
};

/** The page of a list that is not empty: offers with their votes, best chosen first where a vote has ended. */
export const shortlistCard = (listed: readonly Listed[], context: ShortlistContext): ResultCard => {
  const { view, language, page, ended, rate, quantity, name, tag } = context;
  const t = translator(language);
  const first = (page - 1) * CARDS_PER_PAGE;
  const shown = listed.slice(first, first + CARDS_PER_PAGE);
  const votes = listed.reduce((sum, one) => sum + (one.votes ?? 0), 0);
  const pages = String(Math.ceil(listed.length / CARDS_PER_PAGE));
  const offers = shown.map(({ offer, place, votes: own, won, by, remark }) => {
    const card = offerCard(
      offer,
      { view, facet: facetAt(page, quantity), number: place },
      { language, rate },
    );
    const match = own === null ? null : t(won ? 'shortlist-won' : 'shortlist-votes', { votes: own });
    const noted = remark === null ? {} : { remark };
    const actions = [...card.actions, dropButton(offer, { view, page }, t)];
    return { ...card, match, by, ...noted, actions };
  });
  const paged = listed.length > CARDS_PER_PAGE ? [t('result-page-of', { page: String(page), pages })] : [];
  return {
    language,
    heading: ended ? t('vote-ended', { votes }) : t('shortlist-heading', { count: listed.length }),
    facts: [
      ...(name ? [name] : []),
      ...(tag === undefined ? [] : [`#${tag}`]),
      ...paged,
      ...(quantity ? [t('fact-quantity', { quantity })] : []),
      ...rateFacts(offers, { language, rate }),
    ],
    notes: ended
      ? [
          outcomeOf(
            offers.map(({ number, title }, index) => ({
              text: `${number}. ${title}`,
              votes: shown[index]?.votes ?? 0,
            })),
            t,
          ),
        ]
      : [],
    offers,
    actions: actionsOf(listed.length, context, t),
    alt: t('result-sheet-alt', { count: shown.length }),
  };
};

/** An offer in a vote: `voters` chose it, by their ids, in the order in which they did; `picture` is a JPEG where the chat wants one. */
export type Candidate = {
  readonly offer: Offer;
  readonly voters: readonly string[];
  readonly picture: Uint8Array | null;
};

/** What the card of a vote is made from. `isOver`: it has ended. */
export type VoteContext = {
  readonly view: string;
  readonly language: Language;
  readonly vote: string;
  readonly isOver: boolean;
};

/** A vote with an option for each offer. */
export const pollCard = (candidates: readonly Candidate[], context: VoteContext): PollCard => {
  const { view, language, vote, isOver } = context;
  const t = translator(language);
  const options = candidates.map(({ offer, voters, picture }, index) => {
    const card = offerCard(offer, { view, facet: facetAt(1), number: index + 1 }, { language });
    const action = encodeAction({ kind: 'choose', view, facet: facetAt(1), offerId: offer.id });
    const choose: Button = { kind: 'action', label: t('button-choose'), action };
    return {
      key: offer.id,
      text: `${index + 1}. ${card.title}`,
      facts: [card.price, card.moq].filter((fact) => fact !== null).join(' · '),
      url: card.url,
      imageUrl: card.imageUrl,
      picture,
      choose,
      votes: voters.length,
      voters,
    };
  });
  const votes = options.reduce((sum, option) => sum + option.votes, 0);
  return {
    language,
    vote,
    question: isOver ? t('vote-ended', { votes }) : t('vote-question'),
    options,
    hint: t('vote-hint'),
    outcome: isOver ? outcomeOf(options, t) : null,
    actions: isOver
      ? [[button('show', t('button-shortlist-show'), { view, page: 1 })]]
      : [[button('tally', t('button-end-vote'), { view, page: 1 })]],
  };
};
