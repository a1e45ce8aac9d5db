/** A team's own figures in words, as the settings show them. */
import type { ChatSettings, SettingName } from '../domain/chat-settings.ts';
import { hasRates, type TeamRates } from '../domain/landed.ts';
import { cny, moneyText } from '../domain/money.ts';
import type { Language } from '../domain/query.ts';
import { SCORE_PARTS, type ScoreWeights } from '../domain/score.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { percentOfBp } from './landed-lines.ts';

/** `"¥8.00 a kg · duty 5 %"`: what is set of the rates. */
export const ratesText = ({ kgFen, m3Fen, dutyBp, feeBp, to }: TeamRates, language: Language): string => {
  const t = translator(language);
  const told = [
    kgFen === null ? null : t('rates-kg', { money: moneyText(cny(kgFen)) }),
    m3Fen === null ? null : t('rates-m3', { money: moneyText(cny(m3Fen)) }),
    dutyBp === null ? null : t('rates-duty', { percent: percentOfBp(dutyBp, language) }),
    feeBp === null ? null : t('rates-fee', { percent: percentOfBp(feeBp, language) }),
    to && t('rates-to', { codes: `${to.provinceCode}, ${to.cityCode}, ${to.districtCode}` }),
  ];
  return told.filter((text) => text !== null).join(' · ');
};

/** `"price 30 · match 20"`: every weight. */
export const weightsText = (weights: ScoreWeights, t: Translate): string =>
  SCORE_PARTS.map((part) => `${t(`points-${part}`)} ${weights[part]}`).join(' · ');

/** The figures that are in force, below what a page of the settings says about them; nothing on other pages. */
export const figuresLines = (
  name: SettingName,
  { rates, weights }: Pick<ChatSettings, 'rates' | 'weights'>,
  language: Language,
): string[] => {
  if (name === 'weights') return ['', weightsText(weights, translator(language))];
  return name === 'rates' && hasRates(rates) ? ['', ratesText(rates, language)] : [];
};
