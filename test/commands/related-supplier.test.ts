/** `npm run related` and `npm run supplier`: from one offer to others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relatedCommand } from '../../src/commands/related.ts';
import { searchCommand } from '../../src/commands/search.ts';
import { supplierCommand } from '../../src/commands/supplier.ts';
import { commandLine } from '../support/command-line.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { sharedDir } from '../support/shared-dir.ts';

let marketplace: FlowMarketplace;
let id: string;
const dataDir = sharedDir();
const run = commandLine(() => ({ ...marketplace.env, DATA_DIR: dataDir() }));

beforeAll(async () => {
  marketplace = await startMarketplace();
  const { stdout } = await run(searchCommand, '--keyword', '茶壶', '--page-size', '1', '--json');
  id = JSON.parse(stdout).offers[0].id;
});
afterAll(() => marketplace.close());

describe('related offers', () => {
  it('resemble the offer and are not the offer itself', async () => {
    const { exitCode, stdout } = await run(relatedCommand, `https://m.1688.com/offer/${id}.html`, '--json');
    const { query, offers } = JSON.parse(stdout);
    expect({ exitCode, related: query.related }).toEqual({ exitCode: 0, related: id });
    expect(offers.length).toBeGreaterThan(0);
    expect(offers.map((one: { id: string }) => one.id)).not.toContain(id);
  });

  it('cannot be sorted or narrowed by 1688, and that is said', async () => {
    const { stdout } = await run(relatedCommand, id, '--sort', 'price', '--free-shipping', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      notes: ['sort-ignored', 'filter-ignored'],
      filtersIgnored: ['freeShipping'],
    });
  });

  it.each([[[]], [['teapot']], [['610947572360', '610947572361']]])('%j: exit code 2', async (args) => {
    expect((await run(relatedCommand, ...args)).exitCode).toBe(2);
  });
});

describe('a supplier', () => {
  it('is found by one of its offers, and shown with its other offers', async () => {
    const { exitCode, stdout } = await run(supplierCommand, id, '--json');
    const { query, supplier, supplierScores, offers } = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(query.supplier).toBe(supplier.id);
    expect(supplierScores).toHaveProperty('goods');
    expect(offers.length).toBeGreaterThan(0);
    for (const one of offers) expect(one.supplier.id).toBe(supplier.id);
    const table = await run(supplierCommand, id);
    expect(table.stdout.startsWith(`${supplier.name}\n`)).toBe(true);
  });

  it('whose other offers cannot be asked for here is told all the same', async () => {
    const elsewhere = commandLine(() => ({
      ...marketplace.env,
      ALI1688_DIALECT: 'bearer',
      DATA_DIR: dataDir(),
    }));
    const { exitCode, stdout, stderr } = await elsewhere(supplierCommand, id, '--json');
    const { supplier, offers, failure } = JSON.parse(stdout);
    expect(exitCode).toBe(4);
    expect(supplier.name).toMatch(/\p{Script=Han}/u);
    expect(offers).toEqual([]);
    expect(failure.code).toBe('backend-unsupported');
    expect(stderr).toMatch(/^More from this supplier: /);
    const table = await elsewhere(supplierCommand, id);
    expect(table.stdout.startsWith(`${supplier.name}\n`)).toBe(true);
    expect(table.stderr).toBe(stderr);
  });

  it('is found by its own id, with the same offers', async () => {
    const { supplier, offers } = JSON.parse((await run(supplierCommand, id, '--json')).stdout);
    const byId = JSON.parse((await run(supplierCommand, supplier.id, '--json')).stdout);
    expect(byId.offers).toEqual(offers);
    expect(byId).not.toHaveProperty('supplier');
  });

  it('that nobody knows has no offers: exit code 3, or what 1688 says', async () => {
    const { exitCode, stdout } = await run(supplierCommand, 'nobody-knows-this-shop');
    expect(stdout).toBe('');
    expect([3, 4]).toContain(exitCode);
  });

  it.each([[[]], [['one', 'two']]])('%j: exit code 2', async (args) => {
    expect((await run(supplierCommand, ...args)).exitCode).toBe(2);
  });
});
