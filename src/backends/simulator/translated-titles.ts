/** Titles of the demo catalogue in the languages that it was not written in, put together from translated parts. */
import { readFileSync } from 'node:fs';
import type { OfferRecord, Product } from './catalogue.ts';
import type { Colour } from './colours.ts';

/** What things are called, one a line: English, then a column for each of `TONGUES`. */
const NAMES = new URL('./product-names.tsv', import.meta.url);

const TONGUES = ['ru', 'es', 'vi'] as const;
type Tongue = (typeof TONGUES)[number];
type InEach = Readonly<Record<Tongue, string>>;

const OPENINGS: Readonly<Record<string, InEach>> = {
  'In Stock Wholesale': { ru: 'Опт со склада', es: 'Mayoreo en existencia', vi: 'Sỉ có sẵn' },
  'Factory Direct': { ru: 'Прямо с фабрики', es: 'Directo de fábrica', vi: 'Xưởng bán trực tiếp' },
  'Best Seller': { ru: 'Хит продаж', es: 'Más vendido', vi: 'Bán chạy' },
  '2026 New': { ru: 'Новинка 2026', es: 'Novedad 2026', vi: 'Mẫu mới 2026' },
  Dropship: { ru: 'Дропшиппинг', es: 'Dropshipping', vi: 'Dropship' },
};

const ENDINGS: Readonly<Record<string, InEach>> = {
  'Custom Logo': { ru: 'с вашим логотипом', es: 'logotipo a medida', vi: 'in logo theo yêu cầu' },
  'Source Factory': { ru: 'от производителя', es: 'fábrica de origen', vi: 'xưởng gốc' },
  'Bulk Discount': { ru: 'скидки за объём', es: 'descuento por volumen', vi: 'giảm giá số lượng lớn' },
  'for Export': { ru: 'на экспорт', es: 'para exportación', vi: 'hàng xuất khẩu' },
  Gift: { ru: 'подарок', es: 'para regalo', vi: 'làm quà tặng' },
};

/** Named apart from the thing, since the languages would bend the word after it: “цвет: красный”. */
const COLOUR_WORDS: Readonly<Record<Colour, InEach>> = {
  red: { ru: 'цвет: красный', es: 'color rojo', vi: 'màu đỏ' },
  orange: { ru: 'цвет: оранжевый', es: 'color naranja', vi: 'màu cam' },
  yellow: { ru: 'цвет: жёлтый', es: 'color amarillo', vi: 'màu vàng' },
  green: { ru: 'цвет: зелёный', es: 'color verde', vi: 'màu xanh lá' },
  blue: { ru: 'цвет: синий', es: 'color azul', vi: 'màu xanh dương' },
  purple: { ru: 'цвет: фиолетовый', es: 'color morado', vi: 'màu tím' },
  pink: { ru: 'цвет: розовый', es: 'color rosa', vi: 'màu hồng' },
  brown: { ru: 'цвет: коричневый', es: 'color marrón', vi: 'màu nâu' },
  grey: { ru: 'цвет: серый', es: 'color gris', vi: 'màu xám' },
  black: { ru: 'цвет: чёрный', es: 'color negro', vi: 'màu đen' },
};

const read = (): ReadonlyMap<string, InEach> => {
  const [, ...lines] = readFileSync(NAMES, 'utf8').trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const [english = '', ru = '', es = '', vi = ''] = line.split('\t');
      return [english, { ru, es, vi }];
    }),
  );
};

let known: ReadonlyMap<string, InEach> | null = null;

/** What stands before and after the thing in an English title, as make-offers.ts wrote it. */
const partsOf = ({ english }: OfferRecord): { readonly opening: string; readonly ending: string } => ({
  opening: Object.keys(OPENINGS).find((words) => english.startsWith(`${words} `)) ?? '',
  ending: english.split(', ').at(-1) ?? '',
});

/** An offer's title in `language` (a code of the marketplace's): the original for Chinese, English where there is no translation. */
export const titleIn = (offer: OfferRecord, product: Product, language: string): string => {
  if (language === 'zh') return offer.chinese;
  const tongue = TONGUES.find((one) => one === language);
  if (!tongue) return offer.english;
  known ??= read();
  const { opening, ending } = partsOf(offer);
  const [before, name, after] = [OPENINGS[opening], known.get(product.english), ENDINGS[ending]];
  if (!before || !name || !after) return offer.english;
  const colour = product.colour ? `, ${COLOUR_WORDS[product.colour][tongue]}` : '';
  return `${name[tongue]}${colour}, ${after[tongue]} · ${before[tongue]}`;
};
