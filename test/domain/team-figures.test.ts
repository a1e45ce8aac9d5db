/** A team's figures: understood as people type them, refused by the very word where not, and read from whatever is stored. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RATES } from '../../src/domain/landed.ts';
import { DEFAULT_WEIGHTS } from '../../src/domain/score.ts';
import {
  entryIn,
  readRates,
  readWeights,
  WEIGHT_CHOICES,
  weightChoice,
  withTypedRates,
  withTypedWeights,
} from '../../src/domain/team-figures.ts';

const typed = (text: string) => withTypedRates(NO_RATES, text);
const TO = { provinceCode: '330000', cityCode: '330700', districtCode: '330782' };

describe('rates', () => {
  it.each([
    ['kg=8 m3=1200 duty=5 fee=3', { kgFen: 800, m3Fen: 120_000, dutyBp: 500, feeBp: 300 }],
    ['kg = 8,5; duty=5.25%', { kgFen: 850, dutyBp: 525 }],
    ['KG=¥8 M³=1200元', { kgFen: 800, m3Fen: 120_000 }],
    ['cbm=0 fee=0', { m3Fen: 0, feeBp: 0 }],
    ['kg=8, duty=5', { kgFen: 800, dutyBp: 500 }],
    ['to=330000,330700,330782 kg=8', { kgFen: 800, to: TO }],
    ['to=330000/330700/330782', { to: TO }],
  ])('%j is understood', (text, said) => {
    expect(typed(text)).toEqual({ value: { ...NO_RATES, ...said } });
  });

  it('are taken away one by one, or all at once', () => {
    const all = { ...NO_RATES, kgFen: 800, feeBp: 300, to: TO };
    expect(withTypedRates(all, 'kg=off to=off')).toEqual({ value: { ...NO_RATES, feeBp: 300 } });
    expect(withTypedRates(all, ' OFF ')).toEqual({ value: NO_RATES });
  });

  it.each([
    ['kg=eight', 'kg=eight'],
    ['kg=-8', 'kg=-8'],
    ['kg=8.123', 'kg=8.123'],
    ['kg=99999999', 'kg=99999999'],
    ['kg=8 tax=5', 'tax=5'],
    ['duty=1001', 'duty=1001'],
    ['to=330000', 'to=330000'],
    ['kg=1=2', 'kg=1=2'],
    ['', ''],
    [`kg=${'9'.repeat(80)}`, `kg=${'9'.repeat(27)}`],
  ])('%j is refused by the word that is wrong', (text, word) => {
    expect(typed(text)).toEqual({ word });
  });

  it('are read from anything that is stored', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(readRates(stored)).toEqual(readRates(readRates(stored)));
        const weights = readWeights(stored);
        expect(readWeights(weights)).toEqual(weights);
      }),
    );
    expect(readRates({ kgFen: 8.5, to: { ...TO, cityCode: '<b>' } })).toEqual(NO_RATES);
  });
});

describe('weights', () => {
  it('are understood, and what is not named stays', () => {
    expect(withTypedWeights(DEFAULT_WEIGHTS, 'price=50 match=0')).toEqual({
      value: { ...DEFAULT_WEIGHTS, price: 50, match: 0 },
    });
    expect(withTypedWeights(WEIGHT_CHOICES.cheap, 'off')).toEqual({ value: DEFAULT_WEIGHTS });
  });

  it.each(['price=101', 'price=-1', 'price=1.5', 'prize=5', 'price=', 'words'])('%j is refused', (text) => {
    expect(withTypedWeights(DEFAULT_WEIGHTS, text)).toEqual({ word: text });
  });

  it('count something', () => {
    const none = 'price=0 match=0 repurchase=0 years=0 scores=0 badges=0 sold=0';
    expect('word' in withTypedWeights(DEFAULT_WEIGHTS, none)).toBe(true);
  });

  it('are known by their choice', () => {
    for (const [name, choice] of Object.entries(WEIGHT_CHOICES)) expect(weightChoice(choice)).toBe(name);
    expect(weightChoice({ ...DEFAULT_WEIGHTS, price: 31 })).toBeNull();
  });
});

describe('figures in a text', () => {
  it.each([
    ['rates kg=8', { figures: 'rates', text: 'kg=8' }],
    ['Rates: kg=8', { figures: 'rates', text: 'kg=8' }],
    ['/settings weights price=5', { figures: 'weights', text: 'price=5' }],
    ['rates off', { figures: 'rates', text: 'off' }],
  ])('%j is some', (text, entry) => {
    expect(entryIn(text)).toEqual(entry);
  });

  it.each(['weights', 'weights 5kg set', 'rates', 'red weights=1', 'dumbbell weights'])(
    '%j is something to search for',
    (text) => {
      expect(entryIn(text)).toBeNull();
    },
  );
});
