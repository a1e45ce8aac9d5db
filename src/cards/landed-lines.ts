/** The landed cost of an offer in words: every part with its money or the reason why it is not known, then the sum. */

import { type Landed, landedCost, type Part, type TeamRates, type Unknown } from '../domain/landed.ts';
import type { Money } from '../domain/money.ts';
import { lotsOf, type OfferDetail } from '../domain/offer.ts';
import { type MoneyRange, quote } from '../domain/pricing.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { countText, measureText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { besideText, rangeText } from './quote-lines.ts';

/** What the landed cost is reckoned with: the team's rates, and what sending all the pieces within China costs, or why that is not known. */
export type Landing = { readonly rates: TeamRates; readonly domestic: Money | Unknown };

type For = {
  readonly language: Language;
  readonly rate?: Rate | null | undefined;
  readonly landing: Landing;
};

/** Hundredths of a per cent as per cent: 525 becomes `"5.25"`. */
export const percentOfBp = (bp: number, language: Language): string =>
  measureText(bp / 100, language, { least: 0, most: 2 });

const line = (name: string, part: Part, t: Translate): string =>
  'money' in part
    ? t('landed-line', { part: name, money: rangeText(part.money) })
    : t('landed-unknown', { part: name, why: t(`why-${part.why}`) });

const abroadName = ({ measured }: Landed['abroad'], t: Translate): string => {
  if (!measured) return t('landed-abroad');
  return measured.by === 'weight' ? t('landed-weight') : t('landed-volume');
};

/** Where the other measure has a rate and is not told, the freight may be more. */
const abroadLines = ({ abroad }: Landed, t: Translate): string[] => {
  const { measured } = abroad;
  const partly = measured?.partly;
  return [line(abroadName(abroad, t), abroad, t) + (partly ? ` (${t(`why-${partly}`)})` : '')];
};

/** Above this many pieces grouping helps to read them. */
const sums = ({ isWhole, each, total, pieces }: Landed, said: For, t: Translate): string[] => {
  const count = countText(pieces, said.language);
  const told = (money: MoneyRange): string => besideText(money, said);
  return [
    t(isWhole ? 'landed-each' : 'landed-each-least', { money: told(each) }),
    t(isWhole ? 'landed-total' : 'landed-total-least', { pieces: count, money: told(total) }),
  ];
};

/** The lines: the cost of a piece first, which is what was asked for, then the parts for the whole order. */
export const landedLines = (detail: OfferDetail, quantity: number, said: For): string[] => {
  const { language, landing } = said;
  const t = translator(language);
  const made = quote({ ...detail, ...lotsOf(detail) }, quantity);
  const landed = landedCost(made, detail.shipping, landing);
  if (!landed) return [t('landed-no-price')];
  const { dutyBp, feeBp } = landing.rates;
  const duty =
    dutyBp === null ? t('landed-duty-unset') : t('landed-duty', { percent: percentOfBp(dutyBp, language) });
  const fee =
    feeBp === null ? t('landed-fee-unset') : t('landed-fee', { percent: percentOfBp(feeBp, language) });
  return [
    ...sums(landed, said, t),
    line(t('landed-goods'), { money: landed.goods }, t),
    line(t('landed-domestic'), landed.domestic, t),
    ...abroadLines(landed, t),
    line(duty, landed.duty, t),
    line(fee, landed.fee, t),
  ];
};
