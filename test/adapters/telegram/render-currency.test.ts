/** Messages that tell prices in another currency, too: the first price has it, and nothing else has to go for it. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../adapters/telegram/limits.ts';
import { render } from '../../../adapters/telegram/render.ts';
import { richMessage } from '../../../adapters/telegram/rich.ts';
import { LANGUAGES } from '../../../src/domain/query.ts';
import { CURRENCIES, type Rate } from '../../../src/domain/rates.ts';
import { sampleDetails, sampleResult } from '../../support/telegram-cards.ts';
import { readHtml } from '../../support/telegram-html.ts';
import { callProblems } from '../../support/telegram-spec.ts';

const SHEET = new Uint8Array([0xff, 0xd8]);
const USD: Rate = { currency: 'USD', perYuan: 0.13908, day: '2026-11-24' };

const captionProblems = (caption: string): string[] =>
  callProblems({
    method: 'sendPhoto',
    params: { chat_id: 1, parse_mode: 'HTML', photo: 'attach://sheet', caption },
    files: new Map([['sheet', SHEET]]),
  });

describe('a page of offers', () => {
  it('has the first price of each offer in both, and the rate in its head', () => {
    const { caption } = render({ kind: 'result', card: sampleResult('en', USD), sheet: SHEET });
    const lines = readHtml(caption ?? '').text.split('\n');
    expect(lines[0]).toBe(
      '6 matching offers · 46 found · page 1 of 8 · via demo catalogue · 1 USD = 7.19 CNY, 24 Nov',
    );
    expect(lines[3]).toBe('2+ ¥12.50 ≈ $1.74 · 100+ ¥11.90 · 1000+ ¥11.30 · MOQ 2 pieces');
    expect(caption).toContain('Foldable portable coffee cup, 304');
    expect(lines[4]).toContain('Same product · 97 %');
  });

  it.each(LANGUAGES)('of nine keeps every ladder and something of every title, in %s', (language) => {
    for (const currency of CURRENCIES) {
      const perYuan = currency === 'VND' ? 3624.4 : 0.13908;
      const card = sampleResult(language, { ...USD, currency, perYuan });
      const nine = [...card.offers, ...card.offers.slice(0, 3)];
      const offers = nine.map((offer, at) => ({ ...offer, number: at + 1 }));
      const { caption } = render({ kind: 'result', card: { ...card, offers }, sheet: SHEET });
      const { text } = readHtml(caption ?? '');
      expect(text.length).toBeLessThanOrEqual(LIMITS.caption);
      expect(captionProblems(caption ?? '')).toEqual([]);
      const whole = /^\d+\. .{4,}\n\S+ ¥[\d.]+ ≈ \S.+ · \S+ ¥[\d.]+ · \S+ ¥[\d.]+ · /gm;
      expect([currency, text.match(whole)?.length]).toEqual([currency, 9]);
    }
  });
});

describe('the details of an offer', () => {
  it('have every price in both, as a caption and as a rich message', () => {
    const reply = { kind: 'details', card: sampleDetails('ru', USD), picture: SHEET } as const;
    const text = readHtml(render(reply).caption ?? '').text.replaceAll('\u00a0', ' ');
    for (const line of ['2+: ¥12.50 ≈ 1,74 $', '1000+: ¥11.30 ≈ 1,57 $', '1 USD = 7,19 CNY, 24 нояб.'])
      expect(text.split('\n')).toContain(line);
    const blocks = JSON.stringify(richMessage(reply)?.blocks(['attach://picture-0']));
    expect(blocks.match(/¥12\.50 ≈/g)).toHaveLength(1);
    expect(blocks).toContain('1 USD = 7,19 CNY');
  });
});
