/** A chat's vote as a card: its offers that are still on the list, each with those who chose it. */
import { type Candidate, pollCard } from '../cards/shortlist-card.ts';
import type { PollCard } from '../domain/card.ts';
import type { Language } from '../domain/query.ts';
import type { Shortlist } from './list-entry.ts';

/** The offers of the vote with their voters; whoever takes an offer off the list takes it out of the vote. None where this is not the latest vote. */
export const candidatesOf = ({ picks, vote }: Shortlist, id: string): Omit<Candidate, 'picture'>[] => {
  if (vote?.id !== id) return [];
  const ballots = Object.entries(vote.ballots);
  return vote.offerIds.flatMap((offerId) => {
    const pick = picks.find(({ offer }) => offer.id === offerId);
    const voters = ballots.filter(([, choice]) => choice === offerId).map(([voter]) => voter);
    return pick ? [{ offer: pick.offer, voters }] : [];
  });
};

/** The vote of this id with the votes so far, its buttons about the view of the same id; null where it is not the latest vote. */
export const ballotCard = (list: Shortlist, id: string, language: Language): PollCard | null => {
  if (list.vote?.id !== id) return null;
  const candidates = candidatesOf(list, id).map((candidate) => ({ ...candidate, picture: null }));
  return pollCard(candidates, { view: id, language, vote: id, isOver: list.vote.isOver === true });
};
