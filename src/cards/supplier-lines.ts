/** A supplier in a few lines: name, years and place, 1688's scores, badges. */
import type { Offer, OfferDetail, SupplierScores } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import { scoreText } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';
import { offerCard } from './offer-card.ts';

/** In the order in which buyers ask: the goods, the way, the trouble afterwards. */
const SCORES = ['goods', 'service', 'logistics', 'disputes', 'afterSales', 'consultation'] as const;

const scoresLine = (scores: SupplierScores, language: Language): string => {
  const t = translator(language);
  const told = SCORES.flatMap((name) => {
    const score = scores[name];
    return score === undefined ? [] : [t(`score-${name}`, { score: scoreText(score, language) })];
  });
  const { repurchaseRatio } = scores;
  const ratio =
    repurchaseRatio === undefined
      ? []
      : [t('score-repurchase', { percent: String(Math.round(repurchaseRatio * 100)) })];
  return [...told, ...ratio].join(' · ');
};

/** No button is wanted here, so any place will do. */
const NOWHERE = { view: 'none', facet: { page: 1, mode: 'same', sort: 'relevance' }, number: 1 } as const;

/** The lines, in the reader's language. Texts from sellers are passed on as they are; whoever shows them escapes them. */
export const supplierLines = (offer: Offer & Partial<OfferDetail>, language: Language): string[] => {
  const t = translator(language);
  const card = offerCard(offer, NOWHERE, { language });
  const lines = [
    card.supplier,
    card.supplierFacts.join(' · '),
    scoresLine(offer.supplierScores ?? {}, language),
    card.badges.join(' · '),
    card.badges.length > 0 ? t('details-badges-claim') : null,
  ];
  return lines.filter((line): line is string => line !== null && line !== '');
};
