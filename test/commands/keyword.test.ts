/** `npm run search -- --keyword`: words, limits, and page after page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchCommand } from '../../src/commands/search.ts';
import { translator } from '../../src/i18n/translate.ts';
import { commandLine } from '../support/command-line.ts';
import { DETAIL, type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { sharedDir } from '../support/shared-dir.ts';

const en = translator('en');
const WORD = '茶壶';

let marketplace: FlowMarketplace;
const dataDir = sharedDir();
const run = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir() }));
const search = (...args: string[]) => run(searchCommand, ...args);
const document = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await search('--json', ...args);
  return { exitCode, stderr, ...JSON.parse(stdout) };
};
const fenOf = ({ price }: { price: { amount: string } }): number => Math.round(Number(price.amount) * 100);

beforeAll(async () => {
  marketplace = await startMarketplace();
});
afterAll(() => marketplace.close());

it('a picture behind a public address is fetched by the marketplace itself, without an upload', async () => {
  const [{ id, imageUrl }] = (await document('--keyword', WORD)).offers;
  marketplace.forget();
  const found = await document(imageUrl, '--by-address');
  expect(found).toMatchObject({ exitCode: 0, query: { photo: imageUrl } });
  expect(found.offers.map((offer: { id: string }) => offer.id)).toContain(id);
  expect(marketplace.calls()).not.toContain('product.image.upload');
  expect((await search('photo.jpg', '--by-address')).exitCode).toBe(2);
});

describe('words', () => {
  it('find offers without a photo, and stand in the document', async () => {
    const found = await document('--keyword', WORD);
    expect(found).toMatchObject({
      exitCode: 0,
      stderr: '',
      query: { keyword: WORD, photo: null },
      page: 1,
      pages: 1,
      notes: [],
      filtersIgnored: [],
      failure: null,
    });
    for (const { title, match } of found.offers) {
      expect(title).toContain(WORD);
      expect(match).toBeNull();
    }
  });

  it('that nothing matches: a sentence about words, and exit code 3', async () => {
    const { exitCode, stdout, stderr } = await search('--keyword', 'zzzzzzzz');
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 3,
      stdout: '',
      stderr: `${en('result-nothing-words')}\n`,
    });
  });

  it.each([
    [[], 'Give a photo'],
    [['--keyword', '  '], 'Give a photo'],
    [['a.jpg', 'b.jpg', '--region', '0,0,9,9'], '--region'],
    [['a.jpg', 'https://detail.1688.com/offer/610947572360.html'], 'alone'],
    [Array.from({ length: 9 }, (_, at) => `${at}.jpg`), 'at most 8'],
    [['--keyword', WORD, '--mode', 'similar'], '--mode'],
    [['--keyword', WORD, '--region', '0,0,9,9'], '--region'],
    [['photo.jpg', '--region', '0,0,9'], '--region'],
    [['photo.jpg', '--region', '9,0,9,9'], '--region'],
    [['--keyword', WORD, '--moq', '0'], '--moq'],
    [['--keyword', WORD, '--category', 'cups'], '--category'],
    [['--keyword', WORD, '--max-pages', '0'], '--max-pages'],
  ])('%j are refused by name', async (args, named) => {
    const { exitCode, stdout, stderr } = await search(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(named);
  });
});

describe('a part of a photo', () => {
  const photo = 'assets/photos/road-bike-748940.webp';

  it('--region: what lies inside is what is searched for', async () => {
    const whole = await document(photo);
    const part = await document(photo, '--region', '0,0,120,90');
    expect(part.query.region).toEqual({ left: 0, top: 0, right: 120, bottom: 90 });
    expect(part.notes).not.toContain('filter-ignored');
    expect(part.total).toBeGreaterThan(0);
    expect(part.total).not.toBe(whole.total);
  });
});

describe('limits', () => {
  it('--sort price-desc: the dearest first', async () => {
    const { offers } = await document('--keyword', WORD, '--sort', 'price-desc', '--page-size', '20');
    const prices: number[] = offers.map(fenOf);
    expect(prices.length).toBeGreaterThan(2);
    expect(prices).toEqual(prices.toSorted((a, b) => b - a));
  });

  it('--quantity: what so many pieces of each offer cost', async () => {
    const { offers, query } = await document('--keyword', WORD, '--quantity', '300');
    expect(query.quantity).toBe(300);
    expect(offers.length).toBeGreaterThan(0);
    for (const { quote } of offers) {
      expect(quote.pieces).toBeGreaterThanOrEqual(300);
      const [unit, total] = [quote.unit, quote.total].map(({ lowest }) => Number(lowest.amount));
      expect(total).toBeCloseTo((unit ?? 0) * quote.pieces, 2);
    }
    const { stdout, pieces } = await search('--keyword', WORD, '--quantity', '300');
    expect(`${stdout}${pieces?.join('') ?? ''}`).toMatch(/300 × ¥[\d.]+ = ¥/);
  });

  it('--moq: no larger minimum order, although 1688 cannot narrow that way', async () => {
    const all = await document('--keyword', WORD, '--page-size', '50');
    const moqs: number[] = all.offers.map(({ moq }: { moq: number }) => moq);
    const most = Math.min(...moqs);
    const { offers, query, notes } = await document(
      '--keyword',
      WORD,
      '--page-size',
      '50',
      '--moq',
      `${most}`,
    );
    expect(query.moqAtMost).toBe(most);
    expect(offers).toHaveLength(moqs.filter((moq) => moq <= most).length);
    expect(offers.length).toBeLessThan(moqs.length);
    expect(notes).toEqual(['filtered-here']);
  });

  it('--free-shipping: said to have no effect, by name, and no offer is lost', async () => {
    const all = await document('--keyword', WORD);
    const found = await document('--keyword', WORD, '--free-shipping');
    expect(found).toMatchObject({ notes: ['filter-ignored'], filtersIgnored: ['freeShipping'] });
    expect(found.offers).toEqual(all.offers);
    const { stdout } = await search('--keyword', WORD, '--free-shipping');
    expect(stdout).toContain(`${en('note-filter-ignored')} (--free-shipping)\n`);
  });

  it('--category: only of this category', async () => {
    const [first] = (await document('--keyword', WORD)).offers;
    const none = await document('--keyword', WORD, '--category', '1');
    expect(none).toMatchObject({ exitCode: 3, query: { categoryId: '1' }, offers: [] });
    expect(first).toBeDefined();
  });
});

describe('--max-pages', () => {
  it('goes on to the end of the list, and puts all pages into one document', async () => {
    const { total } = await document('--keyword', WORD);
    const all = await document('--keyword', WORD, '--page-size', '2', '--max-pages', '100');
    expect(all.offers).toHaveLength(total);
    expect(all.pages).toBe(Math.ceil(total / 2));
    expect(new Set(all.offers.map(({ id }: { id: string }) => id)).size).toBe(total);
  });

  it('goes no further than it may, and prints each page as it comes', async () => {
    const { pieces, exitCode } = await search('--keyword', WORD, '--page-size', '2', '--max-pages', '2');
    expect(exitCode).toBe(0);
    expect(pieces.map((piece) => piece.split('\n')[0])).toEqual([
      expect.stringContaining('page 1 of'),
      expect.stringContaining('page 2 of'),
    ]);
    expect(pieces[1]).toMatch(/^3\. /m);
  });

  it('keeps the pages that came before a failure, and tells the failure', async () => {
    const words = ['--keyword', '厂家直销', '--page-size', '50'];
    const first = await document(...words);
    expect(first.offers).toHaveLength(50);
    await marketplace.fail('acl', 'product.search.keywordQuery');
    const cut = await document(...words, '--max-pages', '3');
    const table = await search(...words, '--max-pages', '3');
    const none = await document(...words, '--page', '2');
    await marketplace.heal();
    expect(cut).toMatchObject({ exitCode: 0, pages: 1, failure: { code: 'backend-denied' } });
    expect(cut.offers).toEqual(first.offers);
    expect(table.pieces).toHaveLength(1);
    expect(table.stderr).toContain('gw.APIACLDecline');
    expect(none).toMatchObject({ exitCode: 4, error: { code: 'backend-denied' } });
  });

  it('says once what is missing on every page', async () => {
    const forgetful = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir(), MEMORY_TTL: 'off' }));
    await marketplace.fail('acl', DETAIL);
    await marketplace.fail('acl', 'alibaba.product.get');
    const paging = ['--page-size', '2', '--max-pages', '3'];
    const { stdout } = await forgetful(searchCommand, '--keyword', WORD, ...paging);
    await marketplace.heal();
    expect(stdout.split(en('note-tiers-unavailable'))).toHaveLength(2);
  });
});
