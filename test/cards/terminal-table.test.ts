import { describe, expect, it } from 'vitest';
import { resultCard } from '../../src/cards/result-card.ts';
import { terminalTable } from '../../src/cards/terminal-table.ts';
import { offerDetail, searchResult } from '../support/made-up.ts';

const table = (title: string, width = 60) => {
  const offers = [offerDetail('700000000001', { title, titleTranslated: null })];
  return terminalTable(resultCard(searchResult(offers), { view: 'terminal', nowMs: 0 }), width);
};

describe('the table in the terminal', () => {
  it('reads like this', () => {
    expect(table('不锈钢水壶').split('\n')).toEqual([
      'One matching offer (42 found · page 1 of 7 · via 1688 Open Platform)',
      '',
      '1.  不锈钢水壶',
      '    2+ ¥12.50 · 100+ ¥11.80',
      '    MOQ 2 pieces · 1,340 sold a month · 13 % buy again',
      '    义乌示例厂 · 浙江义乌 · 6 years on 1688 · score 4.5 · V…',
      '    https://detail.1688.com/offer/700000000001.html',
      '',
    ]);
  });

  it('cuts long titles by the columns that they take', () => {
    const line = table('水'.repeat(100), 21).split('\n')[2];
    expect(line).toBe(`1.  ${'水'.repeat(8)}…`);
  });

  it('lets no control character of a seller reach the terminal', () => {
    const printed = table('red\u001b[31m\u202etitle\u0007');
    for (const character of ['\u001b', '\u202e', '\u0007']) expect(printed).not.toContain(character);
  });
});
