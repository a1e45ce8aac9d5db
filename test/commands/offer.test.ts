/** `npm run offer`: one offer or a file of them, by id or any form of link. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offersCommand } from '../../src/commands/offer.ts';
import { searchCommand } from '../../src/commands/search.ts';
import { translator } from '../../src/i18n/translate.ts';
import { commandLine } from '../support/command-line.ts';
import { DETAIL, type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { sharedDir } from '../support/shared-dir.ts';
import { tempDir } from '../support/temp-dir.ts';

const en = translator('en');
const MISSING = '99999999999999';

let marketplace: FlowMarketplace;
let ids: readonly string[];
const dataDir = sharedDir();
const run = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir() }));
const show = (...args: string[]) => run(offersCommand, ...args);
const document = async (...args: string[]) => {
  const { exitCode, stdout, stderr } = await show('--json', ...args);
  return { exitCode, stderr, ...JSON.parse(stdout) };
};

beforeAll(async () => {
  marketplace = await startMarketplace();
  const { stdout } = await run(searchCommand, '--keyword', '茶壶', '--page-size', '6', '--json');
  ids = JSON.parse(stdout).offers.map(({ id }: { id: string }) => id);
});
afterAll(() => marketplace.close());

const idOf = (index: number): string => ids[index] ?? '';

describe('one offer', () => {
  it('is shown in full', async () => {
    const { exitCode, stdout, stderr } = await show(idOf(0));
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const title of ['Prices', 'Supplier', 'Shipping', 'Product'])
      expect(stdout).toContain(`\n${title}\n  `);
    expect(stdout).toContain(`https://detail.1688.com/offer/${idOf(0)}.html\n`);
  });

  it.each([
    (id: string) => id,
    (id: string) => `https://detail.1688.com/offer/${id}.html?spm=a26352`,
    (id: string) => `detail.1688.com/offer/${id}.html`,
    (id: string) => `http://m.1688.com/offer/${id}.html`,
    (id: string) => `https://detail.m.1688.com/page/index.html?offerId=${id}`,
    (id: string) => `https://detailp4p.1688.com/buyer/offerdetail/${id}.html`,
    (id: string) => `https://dj.1688.com/ci_bb?a=1&offerId=${id}`,
    (id: string) => `https://dj.1688.com/ci_bb?a=1&u=https%3A%2F%2Fdetail.1688.com%2Foffer%2F${id}.html`,
  ])('is found by %s', async (form) => {
    const { exitCode, offers, failures } = await document(form(idOf(0)));
    expect({ exitCode, failures }).toEqual({ exitCode: 0, failures: [] });
    expect(offers.map(({ id }: { id: string }) => id)).toEqual([idOf(0)]);
  });

  it('that does not exist: exit code 3, and the reason', async () => {
    const missing = await document(MISSING);
    expect(missing).toMatchObject({ exitCode: 3, offers: [] });
    expect(missing.failures).toEqual([
      { input: MISSING, id: MISSING, code: 'offer-not-found', message: en('error-offer-not-found') },
    ]);
    expect(missing.stderr).toBe(`${MISSING}: ${en('error-offer-not-found')}\n`);
  });

  it.each([
    [[], 'Give offer ids'],
    [['12345'], '12345'],
    [['https://example.com/offer/610947572360.html'], 'example.com'],
    [['--file', 'nothing-here.txt'], 'nothing-here.txt'],
    [['610947572360', '--freight-to', '33,3307'], '--freight-to'],
    [['610947572360', '--quantity', '0'], '--quantity'],
    [['610947572360', '--colour', 'red'], '--colour'],
  ])('%j: exit code 2, by name', async (args, named) => {
    const { exitCode, stderr } = await show(...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(named);
  });
});

describe('many offers', () => {
  it('come from a file, each once, in its order; notes and blank lines are left out', async () => {
    const path = join(tempDir(), 'ids.txt');
    const lines = [
      `\ufeff# teapots`,
      idOf(1),
      '',
      ` https://m.1688.com/offer/${idOf(2)}.html # nice`,
      idOf(1),
    ];
    writeFileSync(path, lines.join('\r\n'));
    const { offers } = await document(idOf(0), '--file', path);
    expect(offers.map(({ id }: { id: string }) => id)).toEqual([idOf(0), idOf(1), idOf(2)]);
  });

  it('are kept when some cannot be had, each with its reason', async () => {
    const { exitCode, offers, failures } = await document('teapot', idOf(0), MISSING, idOf(3));
    expect(exitCode).toBe(0);
    expect(offers).toHaveLength(2);
    expect(failures).toMatchObject([
      { input: 'teapot', id: null, code: 'input-invalid' },
      { input: MISSING, id: MISSING, code: 'offer-not-found' },
    ]);
  });

  it('are printed one by one', async () => {
    const { pieces } = await show(idOf(0), idOf(1), idOf(2));
    expect(pieces).toHaveLength(3);
  });

  it('are asked for no further once details are denied: exit code 4', async () => {
    const forgetful = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir(), MEMORY_TTL: 'off' }));
    await marketplace.fail('acl', DETAIL);
    marketplace.forget();
    const many = Array.from({ length: 40 }, (_, index) => String(700000000000 + index));
    const { exitCode, stdout } = await forgetful(offersCommand, ...many, '--json');
    await marketplace.heal();
    expect(exitCode).toBe(4);
    expect(JSON.parse(stdout).failures).toHaveLength(40);
    // Those that were under way already, each with its second way to details.
    expect(marketplace.calls().length).toBeLessThanOrEqual(16);
  });
});

describe('--complete', () => {
  it('tells product, supplier with its other offers, trade and reviews', async () => {
    const { offers } = await document(idOf(0), '--complete');
    const [view] = offers;
    expect(Object.keys(view)).toEqual(['id', 'product', 'supplier', 'trade', 'reviews', 'partFailures']);
    expect(view).toMatchObject({ id: idOf(0), reviews: null, partFailures: [] });
    expect(view.supplier.scores).toHaveProperty('goods');
    expect(view.supplier.offers.length).toBeGreaterThan(0);
    for (const other of view.supplier.offers) {
      expect(other.id).not.toBe(idOf(0));
      expect(other.supplier.id).toBe(view.supplier.id);
    }
    const { stdout } = await show(idOf(0), '--complete');
    expect(stdout).toContain(`\n${en('part-supplier-offers')}\n  `);
  });

  it('is told all the same when a part is denied: null, with the reason', async () => {
    const forgetful = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir(), MEMORY_TTL: 'off' }));
    await marketplace.fail('acl', 'product.search.querySellerOfferList');
    const { exitCode, stdout } = await forgetful(offersCommand, idOf(0), '--complete', '--json');
    const { stdout: table } = await forgetful(offersCommand, idOf(0), '--complete');
    await marketplace.heal();
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).offers[0]).toMatchObject({
      supplier: { offers: null },
      partFailures: [{ part: 'supplier-offers', code: 'backend-denied' }],
    });
    expect(table).toContain(`${en('part-supplier-offers')}: ${en('error-backend-denied')}`);
  });
});

describe('--quantity', () => {
  it('tells what so many pieces cost, also without a place that they go to', async () => {
    const { stdout } = await show(idOf(0), '--quantity', '300');
    expect(stdout).toContain(`\n${en('details-quantity', { quantity: 300 })}\n  300 × ¥`);
  });
});

describe('--freight-to', () => {
  it('tells what sending so many pieces there costs', async () => {
    const { offers } = await document(idOf(0), '--freight-to', '330000,330700,330782', '--quantity', '3');
    expect(offers[0].partFailures).toEqual([]);
    expect(offers[0].freight).toEqual({ amount: expect.stringMatching(/^\d+\.\d\d$/), currency: 'CNY' });
    const { stdout } = await show(idOf(0), '--freight-to', '330000,330700,330782');
    expect(stdout).toContain(`\n${en('part-freight')}\n  `);
  });

  it('is null where nobody asked', async () => {
    expect((await document(idOf(0))).offers[0].freight).toBeNull();
  });
});
