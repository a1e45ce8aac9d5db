/** Every offer of the demo catalogue has a title of its own in every language. */
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../src/backends/simulator/catalogue.ts';
import { titleIn } from '../../../src/backends/simulator/translated-titles.ts';

const { offers, products } = loadCatalogue();

const titled = (language: string) =>
  offers.map((offer) => {
    const product = products[offer.product];
    if (!product) throw new Error(`offer ${offer.id} is of no product`);
    return { offer, title: titleIn(offer, product, language) };
  });

describe('the titles of the demo catalogue', () => {
  it.each(['ru', 'es', 'vi'])('are all translated to %s', (language) => {
    const untranslated = titled(language).filter(({ offer, title }) => title === offer.english);
    expect(untranslated).toEqual([]);
    const titles = titled(language).map(({ title }) => title);
    expect(
      titles.filter((title) => !/^\S.+, .+ · \S.+$/.test(title) || /\p{Script=Han}/u.test(title)),
    ).toEqual([]);
    expect(titles.filter((title) => /\p{Script=Cyrillic}/u.test(title))).toEqual(
      language === 'ru' ? titles : [],
    );
  });

  it('are the original in Chinese and English for everybody else', () => {
    expect(titled('zh').every(({ offer, title }) => title === offer.chinese)).toBe(true);
    expect(titled('ja').every(({ offer, title }) => title === offer.english)).toBe(true);
  });

  it('name the thing, its colour, and what the seller says', () => {
    const red = titled('ru').find(({ offer }) => offer.english.includes('Red Stiletto High Heels'));
    expect(red?.title).toMatch(/^Туфли на шпильке, цвет: красный, /);
  });
});
