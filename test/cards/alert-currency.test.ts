/** An alert tells the new price in the chat's currency, too, and at which rate. */
import { describe, expect, it } from 'vitest';
import { alertCard } from '../../src/cards/watch-cards.ts';
import { cny } from '../../src/domain/money.ts';
import type { Seen } from '../../src/domain/watch.ts';

const seen = (fen: number): Seen => ({
  tiers: [{ minQuantity: 2, price: cny(fen) }],
  available: true,
  gone: false,
});
const changed = { offerId: '610947572360', title: 'Teapot', before: seen(1000), now: seen(800) };
const rate = { currency: 'USD', perYuan: 0.14, day: '2026-11-24' } as const;

describe('an alert', () => {
  it('has the new price in the currency beside yuan, and its rate', () => {
    const { text } = alertCard(changed, { language: 'en', rate });
    expect(text).toContain('2+: ¥10.00 → ¥8.00 (−20 %) ≈ $1.12\n1 USD = 7.14 CNY, ');
  });

  it('is in yuan alone without a rate, and tells no rate where no price changed', () => {
    expect(alertCard(changed, { language: 'en', rate: null }).text).not.toContain('≈');
    const gone = { ...changed, now: { ...changed.before, gone: true } };
    expect(alertCard(gone, { language: 'en', rate }).text).not.toContain('USD');
  });
});
