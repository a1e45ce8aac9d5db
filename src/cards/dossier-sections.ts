/** What is known around an offer, as sections for its details: freight, other offers of the supplier, reviews. */
import type { DetailsCard } from '../domain/card.ts';
import { type Money, moneyText } from '../domain/money.ts';
import type { Offer, OfferDetail, Review } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';
import { offerCard } from './offer-card.ts';

const NOWHERE = { view: 'none', facet: { page: 1, mode: 'same', sort: 'relevance' }, number: 1 } as const;

/** Enough to see what else there is; the document has them all. */
const SHOWN = 6;

const offerLine = (offer: Offer, language: Language): string => {
  const { title, ladderText, url } = offerCard(offer, NOWHERE, { language });
  return [title, ladderText, url].filter((part) => part !== '').join(' · ');
};

const reviewLine = ({ text, score, date }: Review): string =>
  [score === null ? null : `${score}/5`, text, date].filter((part) => part !== null).join(' · ');

/** The sections that have something to say. */
export const dossierSections = (
  dossier: {
    readonly detail: OfferDetail;
    readonly supplierOffers: readonly Offer[] | null;
    readonly freight: Money | null;
  },
  language: Language,
): DetailsCard['sections'] => {
  const t = translator(language);
  const { detail, supplierOffers, freight } = dossier;
  const sections = [
    {
      title: t('part-freight'),
      lines: freight ? [freight.fen === 0 ? t('details-ships-free') : moneyText(freight)] : [],
    },
    {
      title: t('part-supplier-offers'),
      lines: (supplierOffers ?? []).slice(0, SHOWN).map((offer) => offerLine(offer, language)),
    },
    { title: t('details-reviews'), lines: detail.reviews.slice(0, SHOWN).map(reviewLine) },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
};
