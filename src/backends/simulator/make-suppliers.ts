/** Invents the suppliers of the demo catalogue: companies, never people. */
import type { SupplierRecord } from './catalogue.ts';
import { INDUSTRIES, type Industry } from './categories.ts';
import { type Dice, diceFor } from './dice.ts';

const PER_INDUSTRY = 7;
const FIRST = [...'晟禾泽腾诺拓启卓恒嘉岚朔澄昱'];
const SECOND = [...'彩邦艺品棠桦汐朗臻屿榕禧'];
const FORMS = ['有限公司', '厂', '商行'] as const;

const nameFor = (dice: Dice, city: string, trade: string, taken: ReadonlySet<string>): string => {
  for (;;) {
    const brand = `${dice.pick(FIRST)}${dice.pick(SECOND)}`;
    if (!taken.has(brand)) return `${city}市${brand}${trade}${dice.pick(FORMS)}`;
  }
};

const identitiesFor = (dice: Dice, years: number): string[] => [
  ...(dice.chance(0.85) ? ['tp_member'] : []),
  ...(years >= 4 && dice.chance(0.5) ? ['powerful_merchants'] : []),
  ...(years >= 6 && dice.chance(0.4) ? ['super_factory'] : []),
];

const brandOf = (name: string): string => /市(..)/.exec(name)?.[1] ?? name;

/** All suppliers, seven for each trade, ids counting from 0. Always the same. */
export const makeSuppliers = (): SupplierRecord[] => {
  const taken = new Set<string>();
  const suppliers: SupplierRecord[] = [];
  for (const industry of Object.keys(INDUSTRIES) as Industry[])
    for (let at = 0; at < PER_INDUSTRY; at += 1) {
      const dice = diceFor(`supplier ${industry} ${at}`);
      const { trade, towns } = INDUSTRIES[industry];
      const [province = '', city = ''] = dice.pick(towns).split(' ');
      const years = dice.between(1, 16);
      const name = nameFor(dice, city, trade, taken);
      taken.add(brandOf(name));
      suppliers.push({
        id: suppliers.length,
        name,
        province,
        city,
        years,
        identities: identitiesFor(dice, years),
        inspected: dice.chance(0.35),
        score: dice.between(36, 50) / 10,
        medal: dice.between(1, 5),
      });
    }
  return suppliers;
};

/** The ids of the suppliers of a trade. */
export const suppliersOf = (industry: Industry): number[] => {
  const first = (Object.keys(INDUSTRIES) as Industry[]).indexOf(industry) * PER_INDUSTRY;
  return Array.from({ length: PER_INDUSTRY }, (_, at) => first + at);
};
