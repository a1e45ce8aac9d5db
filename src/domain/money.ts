/** Money as integers: every price in the house is a whole number of fen (1/100 yuan) with its currency. */

/** An amount of money. `fen` is a whole number of hundredths of the currency; 1250 CNY fen is 12.50 yuan. */
export type Money = { readonly fen: number; readonly currency: 'CNY' };

/** Makes an amount in Chinese yuan from a whole number of fen. */
export const cny = (fen: number): Money => ({ fen, currency: 'CNY' });

/**
 * Reads a decimal price such as `"12.5"`, `"12.50"`, `12.5`, `"¥1,234.50"` or `" 3 "` without going through a float.
 * Answers null for anything that is not a plain non-negative amount. A third decimal is rounded half up.
 */
export const parseMoney = (value: unknown): Money | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value)
    .replace(/[¥￥,\s元]/g, '')
    .trim();
  const match = /^(\d{1,9})(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const decimals = `${match[2] ?? ''}000`;
  const roundUp = Number(decimals[2]) >= 5 ? 1 : 0;
  return cny(Number(match[1]) * 100 + Number(decimals.slice(0, 2)) + roundUp);
};

/** The amount as a decimal text with exactly two decimals and no symbol, such as `"12.50"`. */
export const decimalText = ({ fen }: Money): string => {
  const whole = Math.trunc(fen / 100);
  return `${whole}.${String(fen % 100).padStart(2, '0')}`;
};

/** The amount as 1688 writes it, to readers of every language alike, so that it can be found again on the offer's page: `"¥12.50"`. */
export const moneyText = (money: Money): string => `¥${decimalText(money)}`;
