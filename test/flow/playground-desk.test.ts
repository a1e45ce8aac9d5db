/** The sourcing desk on the page: quantities, a comparison with its picture, the score, rates that are typed, and the shortlist side by side. */
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { labelsOf, sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { offersOf, type PageTurn } from '../support/playground-client.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';

const en = translator('en');

let marketplace: FlowMarketplace;
let app: RunningApp;

beforeAll(async () => {
  marketplace = await startMarketplace();
  app = await startApp(marketplace.env);
});
afterAll(async () => {
  await app.stop();
  await marketplace.close();
});
beforeEach(() => marketplace.forget());

const searched = async () => {
  const visitor = await visitPlayground(app.url);
  return { visitor, turn: await visitor.shown(await visitor.sendPhoto(await newPhoto())) };
};

const quotesOf = (turn: PageTurn): string[][] => offersOf(turn).map(({ quote }) => [...(quote ?? [])]);
const isQuoted = (turn: PageTurn): boolean => quotesOf(turn).some((lines) => lines.length > 0);
const isComparison = (turn: PageTurn): boolean => sentenceOf(turn)?.startsWith('Comparing') ?? false;

describe('a quantity', () => {
  it('prices every card of the list', async () => {
    const { visitor, turn } = await searched();
    marketplace.forget();
    const priced = await visitor.press(turn, '× 300', isQuoted);
    for (const [line = ''] of quotesOf(priced)) expect(line).toMatch(/^[\d,]+ × ¥[\d.–¥]+ = ¥/);
    expect(marketplace.calls()).toEqual([]);
    const plain = await visitor.press(priced, en('button-any-quantity'), (now) => !isQuoted(now));
    expect(offersOf(plain).map(({ ladderText }) => ladderText)).toEqual(
      offersOf(turn).map(({ ladderText }) => ladderText),
    );
  });

  it('may be written below the list', async () => {
    const { visitor } = await searched();
    const below = await visitor.shown(await visitor.sendText('x450'));
    expect(isQuoted(below)).toBe(true);
    const bad = await visitor.shown(await visitor.sendText('for 0'));
    expect(sentenceOf(bad)).toBe(en('bad-quantity', { most: '1,000,000' }));
  });
});

describe('a comparison', () => {
  it('of the list comes with its picture, which only its asker is given', async () => {
    const { visitor, turn } = await searched();
    const table = await visitor.press(turn, en('button-compare'), isComparison);
    const picture = table.answer?.kind === 'notice' ? (table.answer.card.picture ?? '') : '';
    const { status, body } = await visitor.get(picture);
    expect(status).toBe(200);
    expect(await sharp(body).metadata()).toMatchObject({ format: 'jpeg', width: 1080 });
    expect((await (await visitPlayground(app.url)).get(picture)).status).toBe(404);
    const less = await visitor.press(table, '✕ 2', (now) => sentenceOf(now)?.includes('5 offers') ?? false);
    expect(labelsOf(less)).not.toContain('2');
    const back = await visitor.press(less, en('button-back'), (now) => offersOf(now).length === 6);
    expect(offersOf(back).map(({ offerId }) => offerId)).toEqual(
      offersOf(turn).map(({ offerId }) => offerId),
    );
  });

  it('of the shortlist takes two offers', async () => {
    const { visitor, turn } = await searched();
    let now = turn;
    for (const index of [0, 1]) {
      const title = offersOf(turn)[index]?.title ?? '';
      const details = await visitor.pressOffer(now, index, (one) => one.answer?.kind === 'details');
      const picked = await visitor.press(details, en('button-pick'), (one) =>
        labelsOf(one).includes(en('button-unpick')),
      );
      expect(title).not.toBe('');
      now = await visitor.press(picked, en('button-back'), (one) => offersOf(one).length === 6);
    }
    const again = await visitor.pressOffer(now, 0, (one) => one.answer?.kind === 'details');
    const list = await visitor.pressAnew(again, en('button-shortlist', { count: '2' }));
    const table = await visitor.press(list, en('button-compare'), isComparison);
    expect(sentenceOf(table)).toContain('Comparing 2 offers');
  });
});

describe('the score', () => {
  it('sorts the list and follows the weights that were typed', async () => {
    const { visitor, turn } = await searched();
    const only = 'weights price=0 match=0 repurchase=0 years=100 scores=0 badges=0 sold=0';
    const set = await visitor.shown(await visitor.sendText(only));
    expect(sentenceOf(set)).toContain('years 100');
    const list = await visitor.press(turn, en('button-sort-score'), (now) =>
      offersOf(now).some(({ match }) => match?.includes('Score')),
    );
    // What looks like the photo comes first, and has its own order.
    const alike = offersOf(list).filter(({ match }) => /Same product|Similar/.test(match ?? ''));
    expect(alike.length).toBeGreaterThan(1);
    const years = alike.map(({ supplierFacts }) =>
      Number(/(\d+) years? on 1688/.exec(supplierFacts.join(' · '))?.[1] ?? 0),
    );
    const counted = years.map((own) => Math.min(own, 10));
    expect(counted).toEqual(counted.toSorted((a, b) => b - a));
  });
});

describe('rates', () => {
  it('that were typed tell what an offer costs in the end', async () => {
    const { visitor, turn } = await searched();
    const set = await visitor.shown(await visitor.sendText('rates kg=8 duty=5'));
    expect(sentenceOf(set)).toContain('Our rates: ¥8.00 a kg · duty 5 %');
    const priced = await visitor.press(turn, '× 300', isQuoted);
    const details = await visitor.pressOffer(priced, 0, (one) => one.answer?.kind === 'details');
    const sections = details.answer?.kind === 'details' ? details.answer.card.sections : [];
    const { lines = [] } = sections.find(({ title }) => title === en('landed-heading')) ?? {};
    expect(lines[0]).toMatch(/^Landed, a piece: at least ¥/);
    expect(lines).toContain(en('landed-unknown', { part: en('landed-domestic'), why: en('why-no-address') }));
    expect(lines.join('\n')).toMatch(/Freight abroad, by weight: ¥/);
    expect(lines).toContain(en('landed-unknown', { part: en('landed-fee-unset'), why: en('why-no-rate') }));
  });
});
