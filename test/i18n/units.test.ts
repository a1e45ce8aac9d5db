/** Units of sale: known ones in the reader's words and number, others as they come. */
import { expect, test } from 'vitest';
import { unitText } from '../../src/i18n/units.ts';

test.each([
  ['双', 1, 'en', 'pair'],
  ['双', 20, 'en', 'pairs'],
  ['piece', 20, 'en', 'pieces'],
  ['Piece', 1, 'es', 'ud.'],
  ['套', 2, 'ru', 'комплекта'],
  ['套', 5, 'ru', 'комплектов'],
  ['pot', 10, 'vi', 'chậu'],
  ['个', 5, 'zh', '个'],
  ['piece', 5, 'zh', '件'],
  ['桶', 5, 'en', '桶'],
  ['constructor', 2, 'en', 'constructor'],
] as const)('%s, %d of them, in %s: %s', (unit, count, language, text) => {
  expect(unitText(unit, count, language)).toBe(text);
});
