/** Facts about an offer that follow from its id, so that they need not be stored, and that several APIs tell. */

import type { SupplierRecord } from '../catalogue.ts';
import { CATEGORIES } from '../categories.ts';
import { COLOURS } from '../colours.ts';
import { diceFor } from '../dice.ts';
import type { Whole } from './rows.ts';

/** One line of a product's description, in Chinese and English. */
export type Attribute = {
  readonly attributeId: string;
  readonly attributeName: string;
  readonly attributeNameTrans: string;
  readonly value: string;
  readonly valueTrans: string;
};

/** What the product is made of, of which colour it is, and so on. */
export const attributesOf = ({ offer, product }: Whole): readonly Attribute[] => {
  const category = CATEGORIES[product.category];
  const dice = diceFor(`attributes ${offer.id}`);
  const rows = [
    [['材质', 'Material'], dice.pick(category.materials)],
    [['品类', 'Category'], category.name],
    ...(product.colour ? [[['颜色', 'Colour'], COLOURS[product.colour].word] as const] : []),
    [
      ['产地', 'Origin'],
      ['中国', 'China'],
    ],
    [['是否支持定制', 'Custom orders'], dice.chance(0.6) ? ['是', 'yes'] : ['否', 'no']],
  ] as const;
  return rows.map(([[attributeName, attributeNameTrans], [value, valueTrans]], at) => ({
    attributeId: String(100 + at),
    attributeName,
    attributeNameTrans,
    value,
    valueTrans,
  }));
};

/** The weight of one piece. */
export const gramsOf = ({ offer, product }: Whole): number =>
  Math.round(CATEGORIES[product.category].grams * (0.7 + diceFor(`weight ${offer.id}`).next() * 0.6));

/** The supplier's id for other apps: it says nothing, and is the same each time. */
export const sellerOpenId = ({ id }: Pick<SupplierRecord, 'id'>): string =>
  `BBB${diceFor(`seller ${id}`)
    .between(0, 2 ** 31)
    .toString(36)}`;
