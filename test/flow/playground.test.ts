/** The playground from end to end over real HTTP: what its page posts in, the turns that its stream tells out. */
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { DETAIL, type FlowMarketplace, QUERY, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { labelsOf, sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { offersOf, type PageTurn } from '../support/playground-client.ts';
import { type RunningApp, startApp } from '../support/running-app.ts';

const en = translator('en');
const zh = translator('zh');

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

const idsOf = (turn: PageTurn): string[] => offersOf(turn).map(({ offerId }) => offerId);
const factsOf = ({ answer }: PageTurn): string =>
  answer?.kind === 'result' ? answer.card.facts.join(' · ') : '';

const searched = async (of?: string) => {
  const visitor = await visitPlayground(app.url);
  return { visitor, turn: await visitor.shown(await visitor.sendPhoto(await newPhoto(of))) };
};

describe('a photo', () => {
  it('is answered with six numbered cards that hold all that is known', async () => {
    const { turn } = await searched('teapot');
    const offers = offersOf(turn);
    expect(offers.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(offers[0]?.title).toMatch(/teapot/i);
    for (const offer of offers) {
      expect(offer.originalTitle).toMatch(/\p{Script=Han}/u);
      expect(offer.url).toBe(`https://detail.1688.com/offer/${offer.offerId}.html`);
      expect(offer.ladder.length).toBeGreaterThan(0);
      expect(offer.moq).toMatch(/^MOQ \d/);
      expect(offer.unit).toBeTruthy();
      expect(offer.sold).toMatch(/^[\d,]+ sold/);
      expect(offer.supplier).toMatch(/\p{Script=Han}/u);
      expect(offer.match).toMatch(/ · \d+ %$/);
      expect(offer.actions.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['Details', 'Open on 1688']),
      );
    }
    expect(offers.some(({ ladder }) => ladder.length > 2)).toBe(true);
    expect(offers.some(({ badges }) => badges.length > 0)).toBe(true);
  });

  it('comes with pictures that its own server gives, and nobody else is shown them', async () => {
    const { visitor, turn } = await searched();
    const paths = offersOf(turn).map(({ imageUrl }) => imageUrl ?? '');
    for (const path of paths) {
      const { status, body } = await visitor.get(path);
      expect(status).toBe(200);
      expect(await sharp(body).metadata()).toMatchObject({ format: 'jpeg' });
    }
    const stranger = await visitPlayground(app.url);
    expect((await stranger.get(paths[0] ?? '')).status).toBe(404);
    expect(await stranger.turns()).toEqual([]);
  });

  it('again is answered from memory, until a new search is asked for', async () => {
    const photo = await newPhoto();
    const visitor = await visitPlayground(app.url);
    const first = await visitor.shown(await visitor.sendPhoto(photo));
    marketplace.forget();
    const again = await visitor.shown(await visitor.sendPhoto(photo));
    expect(factsOf(again)).toContain('from memory, just now');
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(marketplace.calls()).toEqual([]);
    const fresh = await visitor.press(
      again,
      'Search again',
      (turn) => !factsOf(turn).includes('from memory'),
    );
    expect(idsOf(fresh)).toEqual(idsOf(first));
    expect(marketplace.calls()).toContain(QUERY);
  });

  it('may be a sample', async () => {
    const visitor = await visitPlayground(app.url);
    const turn = await visitor.shown(await visitor.sendSample('headphones'));
    expect(offersOf(turn)[0]?.title).toMatch(/headphones/i);
    expect(turn.asked).toMatchObject({ kind: 'photo', name: 'Headphones' });
  });
});

describe('the buttons change the same answer', () => {
  it('turns pages without searching again, looks for similar ones, sorts', async () => {
    const { visitor, turn } = await searched();
    marketplace.forget();
    const second = await visitor.press(turn, 'Next page', (seen) => factsOf(seen).includes('page 2 of'));
    expect(offersOf(second).map(({ number }) => number)).toEqual([7, 8, 9, 10, 11, 12]);
    expect(new Set([...idsOf(turn), ...idsOf(second)]).size).toBe(12);
    expect(new Set(marketplace.calls())).toEqual(new Set([DETAIL]));
    const similar = await visitor.press(second, 'Similar products', (seen) =>
      labelsOf(seen).includes('Same product'),
    );
    const sorted = await visitor.press(similar, 'Best selling first', (seen) =>
      labelsOf(seen).includes('Best match'),
    );
    expect(offersOf(sorted)).toHaveLength(6);
    expect(await visitor.turns()).toHaveLength(1);
  });

  it('opens an offer and goes back to the list', async () => {
    const { visitor, turn } = await searched();
    const details = await visitor.press(turn, 'Details', ({ answer }) => answer?.kind === 'details');
    const card = details.answer?.kind === 'details' ? details.answer.card : null;
    expect(card?.offer.offerId).toBe(idsOf(turn)[0]);
    expect(card?.sections.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Prices', 'Supplier', 'Product']),
    );
    expect((await visitor.get(card?.images[0] ?? '')).status).toBe(200);
    const back = await visitor.press(details, 'Back to the list', ({ answer }) => answer?.kind === 'result');
    expect(idsOf(back)).toEqual(idsOf(turn));
  });
});

describe('other ways to ask', () => {
  it('a link to an offer shows that offer', async () => {
    const { visitor, turn } = await searched();
    const details = await visitor.shown(await visitor.sendText(offersOf(turn)[0]?.url ?? ''));
    expect(details.answer).toMatchObject({ kind: 'details', card: { offer: { offerId: idsOf(turn)[0] } } });
  });

  it('an answer is Chinese for who reads Chinese', async () => {
    const visitor = await visitPlayground(app.url, { language: 'zh' });
    const turn = await visitor.shown(await visitor.sendPhoto(await newPhoto()));
    expect(turn.answer?.card).toMatchObject({ heading: zh('result-heading', { count: 6 }) });
    expect(labelsOf(turn)).toContain(zh('button-similar'));
    expect(offersOf(turn).every(({ title }) => /\p{Script=Han}/u.test(title))).toBe(true);
  });

  it('with the built-in marketplace the answer says that its offers are samples', async () => {
    const demo = await startApp();
    try {
      const visitor = await visitPlayground(demo.url);
      const { answer } = await visitor.shown(await visitor.sendPhoto(await newPhoto()));
      expect(answer?.card).toMatchObject({ notes: [en('note-sample-data')] });
    } finally {
      await demo.stop();
    }
  });
});

it('answers stay when the program is started again, and their buttons go on working', async () => {
  const { visitor, turn } = await searched();
  await app.restart();
  const returned = await visitPlayground(app.url, { cookie: visitor.cookie });
  expect(await returned.turns()).toEqual([turn]);
  const next = await returned.press(turn, 'Next page', (seen) => factsOf(seen).includes('page 2 of'));
  expect(offersOf(next)).toHaveLength(6);
  expect(sentenceOf(next)).toBeNull();
});

it('the log holds no secret, no title and no file name', async () => {
  const { turn } = await searched();
  const log = app.lines.join('');
  const titles = offersOf(turn).flatMap(({ title, originalTitle }) => [title, originalTitle ?? title]);
  expect([...marketplace.secrets, ...titles].filter((words) => log.includes(words))).toEqual([]);
  expect(app.lines.filter((line) => /"level":"(warn|error)"/.test(line))).toEqual([]);
});
