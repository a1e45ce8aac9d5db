/** Prices in the reader's currency, to be read beside yuan: words that say "about so much", and at which rate. */
import type { Money } from '../domain/money.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { currencyText, dayText, rateText } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';

const amountText = ({ fen }: Money, { perYuan, currency }: Rate, language: Language): string | null =>
  currencyText((fen / 100) * perYuan, currency, language);

/** `"≈ $1.74"`; null for an amount that is nothing in that currency. */
export const approximate = (money: Money, rate: Rate, language: Language): string | null => {
  const text = amountText(money, rate, language);
  return text && `≈ ${text}`;
};

/** `"≈ $0.42–$0.70"`, one amount where both ends are the same. */
export const approximateRange = (
  { lowest, highest }: { readonly lowest: Money; readonly highest: Money },
  rate: Rate,
  language: Language,
): string | null => {
  const [from, to] = [lowest, highest].map((money) => amountText(money, rate, language));
  if (!from || !to) return null;
  return from === to ? `≈ ${from}` : `≈ ${from}–${to}`;
};

/** The rate that approximate prices are made with, told the way round that has the handier figure: `"1 USD = 7.19 CNY, 24 Nov"`. */
export const rateFact = ({ currency, perYuan, day }: Rate, language: Language): string => {
  const isDear = perYuan < 1;
  return translator(language)('fact-rate', {
    one: isDear ? currency : 'CNY',
    figure: rateText(isDear ? 1 / perYuan : perYuan, language),
    other: isDear ? 'CNY' : currency,
    day: dayText(day, language),
  });
};
