/** Turns products.tsv, the hand-written list of things, into the products, suppliers and offers of the demo catalogue. */
import type { CatalogueData, Product } from './catalogue.ts';
import { CATEGORIES, type CategoryKey } from './categories.ts';
import { COLOURS, type Colour, tintTo } from './colours.ts';
import { makeOffers, type PricedProduct } from './make-offers.ts';
import { makeSuppliers } from './make-suppliers.ts';

type Row = Readonly<
  Record<'picture' | 'english' | 'chinese' | 'category' | 'colour' | 'variants' | 'price', string>
>;

const parseRows = (text: string): Row[] => {
  const [head = '', ...lines] = text.trim().split('\n');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])) as Row;
  });
};

const categoryOf = (key: string): CategoryKey => {
  if (!Object.hasOwn(CATEGORIES, key)) throw new Error(`products.tsv: no category '${key}'`);
  return key as CategoryKey;
};

const colourOf = (key: string): Colour => {
  if (!Object.hasOwn(COLOURS, key)) throw new Error(`products.tsv: no colour '${key}'`);
  return key as Colour;
};

const fenOf = (yuan: string | undefined): number => Math.round(Number(yuan) * 100);

/** The thing as it is pictured, then its further colours. */
const coloursOf = (row: Row, hue: number): Pick<Product, 'colour' | 'tint'>[] => {
  if (row.variants === '') return [{ colour: null, tint: null }];
  const others = row.variants.split(',').map(colourOf);
  return [
    { colour: colourOf(row.colour), tint: null },
    ...others.map((colour) => ({ colour, tint: tintTo(colour, hue) })),
  ];
};

const stripPrices = ({ lowFen: _low, highFen: _high, ...product }: PricedProduct): Product => product;

/**
 * Makes the catalogue from the text of products.tsv. `hueOf` tells the main hue of a picture in degrees, so that a tint of it
 * comes out in the colour that the title says. Pure: the same text and hues give the same catalogue.
 */
export const makeCatalogue = async (
  tsv: string,
  hueOf: (picture: string) => Promise<number>,
): Promise<CatalogueData> => {
  const products: PricedProduct[] = [];
  for (const row of parseRows(tsv)) {
    const [low, high] = row.price.split('-');
    for (const look of coloursOf(row, row.variants === '' ? 0 : await hueOf(row.picture)))
      products.push({
        id: products.length,
        picture: row.picture,
        ...look,
        category: categoryOf(row.category),
        chinese: row.chinese,
        english: row.english,
        lowFen: fenOf(low),
        highFen: fenOf(high),
      });
  }
  const suppliers = makeSuppliers();
  return { suppliers, products: products.map(stripPrices), offers: makeOffers(products, suppliers) };
};
