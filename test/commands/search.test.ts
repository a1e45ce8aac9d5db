/** `npm run search`, as a stranger's script runs it: what is on stdout, what is on stderr, and the exit code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { type Ended, runProgram } from '../support/program.ts';
import { tempDir } from '../support/temp-dir.ts';

const en = translator('en');

let marketplace: FlowMarketplace;
beforeAll(async () => {
  marketplace = await startMarketplace();
});
afterAll(() => marketplace.close());

const money = z.object({ amount: z.string().regex(/^\d+\.\d\d$/), currency: z.literal('CNY') });
const text = z.string().min(1);

/** The promise: these fields at least, null for what is not known. */
const offer = z.object({
  id: z.string().regex(/^\d+$/),
  title: text,
  titleTranslated: text.nullable(),
  url: z.url(),
  imageUrl: z.url().nullable(),
  price: money.nullable(),
  tiers: z.array(z.object({ minQuantity: z.int().positive(), price: money })),
  skuPrices: z.object({ lowest: money, highest: money }).nullable(),
  moq: z.int().positive().nullable(),
  unit: text.nullable(),
  sold: z.int().min(0).nullable(),
  soldPeriod: z.enum(['month', 'total']).nullable(),
  repurchaseRate: z.number().min(0).max(1).nullable(),
  supplier: z.object({
    name: text.nullable(),
    badges: z.array(text),
    years: z.int().nullable(),
    location: text.nullable(),
    score: z.number().min(0).max(5).nullable(),
  }),
  match: z
    .strictObject({ score: z.number().min(0).max(1), level: z.enum(['same', 'similar', 'maybe']) })
    .nullable(),
});

const answer = z.object({
  query: z.looseObject({
    photo: text,
    mode: z.enum(['same', 'similar']),
    sort: z.enum(['relevance', 'price', 'sales']),
    keyword: text.nullable(),
    minPrice: money.nullable(),
    maxPrice: money.nullable(),
    language: z.enum(['en', 'zh']),
  }),
  backend: text,
  total: z.int().nullable(),
  page: z.int().positive(),
  pageSize: z.int().positive(),
  fromMemory: z.boolean(),
  offers: z.array(offer),
  timings: z.record(z.string(), z.int().min(0)),
});

const failure = z.strictObject({ error: z.strictObject({ code: text, message: text }) });

/** A folder with a photo in it, where the command is run. */
const folder = async (of?: string): Promise<string> => {
  const cwd = tempDir();
  writeFileSync(join(cwd, 'photo.jpg'), await newPhoto(of));
  return cwd;
};

type Listed = z.infer<typeof offer>;

type Run = { readonly cwd: string; readonly env?: Readonly<Record<string, string>> };

const search = ({ cwd, env = {} }: Run, ...args: string[]): Promise<Ended> =>
  runProgram({
    entry: 'src/cli.ts',
    args: ['search', ...args],
    cwd,
    env: { ...marketplace.env, DATA_DIR: join(cwd, 'data'), ...env },
  });

/** The one JSON document of a run that found something. */
const found = async (run: Run, ...args: string[]) => {
  const { exitCode, stdout, stderr } = await search(run, 'photo.jpg', '--json', ...args);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return answer.parse(JSON.parse(stdout));
};

const fenOf = ({ amount = '' }: { amount?: string }): number => Math.round(Number(amount) * 100);

describe('a photo', () => {
  it('is answered with a readable table', async () => {
    const { exitCode, stdout, stderr } = await search({ cwd: await folder('teapot') }, 'photo.jpg');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^6 matching offers \([\d,]+ found · page 1 of \d+ · via 1688 Open Platform\)\n/);
    const offers = stdout.split(/\n(?=\d\. )/).slice(1);
    expect(offers).toHaveLength(6);
    expect(offers[0]).toMatch(/teapot/i);
    for (const lines of offers) {
      expect(lines).toMatch(/ {4}\d+\+ ¥\d+\.\d\d/);
      expect(lines).toMatch(/MOQ \d/);
      expect(lines).toMatch(/ {4}https:\/\/detail\.1688\.com\/offer\/\d+\.html\n/);
    }
  });

  it('is answered with the promised JSON, and from memory the second time', async () => {
    const run = { cwd: await folder() };
    const first = await found(run);
    expect(first).toMatchObject({ backend: 'open-platform', page: 1, pageSize: 6, fromMemory: false });
    expect(first.query).toMatchObject({
      photo: 'photo.jpg',
      mode: 'same',
      sort: 'relevance',
      language: 'en',
    });
    expect(first.offers).toHaveLength(6);
    expect(first.offers.some(({ tiers }) => tiers.length > 1)).toBe(true);
    marketplace.forget();
    const second = await found(run);
    expect(second.fromMemory).toBe(true);
    expect(second.offers).toEqual(first.offers);
    expect(marketplace.calls()).toEqual([]);
  });

  it('and another one of the same product: what both found comes first, and says so', async () => {
    const cwd = await folder('teapot');
    writeFileSync(join(cwd, 'again.jpg'), await newPhoto('teapot'));
    const { exitCode, stdout, stderr } = await search({ cwd }, 'photo.jpg', 'again.jpg', '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    const { query, offers } = JSON.parse(stdout);
    expect(query).toMatchObject({ photo: 'photo.jpg', photos: ['photo.jpg', 'again.jpg'] });
    expect(offers[0]).toMatchObject({ foundBy: { photos: 2, of: 2 } });
    const table = await search({ cwd }, 'photo.jpg', 'again.jpg');
    expect(table.stdout).toContain('found by 2 of 2 photos');
  });

  it('with an empty environment is answered from the demo catalogue, and the document says so', async () => {
    const cwd = await folder('headphones');
    const { exitCode, stdout, stderr } = await runProgram({
      entry: 'src/cli.ts',
      args: ['search', 'photo.jpg', '--json'],
      cwd,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ backend: 'simulator', notes: ['sample-data'] });
    expect(answer.parse(JSON.parse(stdout)).offers[0]?.titleTranslated).toMatch(/headphones/i);
  });

  it('logs on stderr and nowhere else', async () => {
    const { stdout, stderr } = await search(
      { cwd: await folder(), env: { LOG_LEVEL: 'debug' } },
      'photo.jpg',
      '--json',
    );
    expect(answer.parse(JSON.parse(stdout)).offers).toHaveLength(6);
    const lines = stderr.trim().split('\n');
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level');
    expect(marketplace.secrets.filter((secret) => stderr.includes(secret))).toEqual([]);
  });
});

describe('options', () => {
  it('--sort price: the cheapest first of what looks like the photo; --sort sales: the best selling', async () => {
    const run = { cwd: await folder() };
    const [byPrice, bySales] = await Promise.all([
      found(run, '--sort', 'price', '--page-size', '20'),
      found(run, '--sort', 'sales', '--page-size', '20'),
    ]);
    const sorted = (offers: readonly Listed[], by: (offer: Listed) => number): number[][] => {
      expect(offers).toHaveLength(20);
      const levels = offers.map(({ match }) =>
        match?.level === 'same' || match?.level === 'similar' ? 0 : 1,
      );
      expect(levels).toEqual([...levels].sort());
      return [0, 1].map((level) => offers.filter((_, at) => levels[at] === level).map(by));
    };
    for (const prices of sorted(byPrice.offers, ({ price }) => fenOf(price ?? {})))
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
    for (const sold of sorted(bySales.offers, (one) => one.sold ?? 0))
      expect(sold).toEqual([...sold].sort((a, b) => b - a));
  });

  it('--min-price, --max-price and --keyword: nothing outside of them', async () => {
    const run = { cwd: await folder() };
    const [within, named] = await Promise.all([
      found(run, '--min-price', '20', '--max-price', '60.5'),
      found(run, '--keyword', '高跟鞋'),
    ]);
    expect(within.query).toMatchObject({ minPrice: { amount: '20.00' }, maxPrice: { amount: '60.50' } });
    expect(within.offers.length).toBeGreaterThan(0);
    const prices = within.offers.map(({ price }) => fenOf(price ?? {}));
    expect(prices.filter((fen) => fen < 2000 || fen > 6050)).toEqual([]);
    expect(named.query.keyword).toBe('高跟鞋');
    expect(named.offers.length).toBeGreaterThan(0);
    for (const { title } of named.offers) expect(title).toContain('高跟鞋');
  });

  it('--page and --page-size: two pages are one long page; fifty are fifty different offers', async () => {
    const run = { cwd: await folder() };
    const [first, second, long, fifty] = await Promise.all([
      found(run),
      found(run, '--page', '2'),
      found(run, '--page-size', '12'),
      found(run, '--page-size', '50'),
    ]);
    const idsOf = ({ offers }: typeof first): string[] => offers.map(({ id }) => id);
    expect([first.page, second.page, fifty.pageSize]).toEqual([1, 2, 50]);
    // Within a page the very product goes first, so the order inside is each page's own.
    expect([...idsOf(first), ...idsOf(second)].sort()).toEqual(idsOf(long).sort());
    expect(new Set(idsOf(fifty)).size).toBe(50);
  });

  it('--mode similar: the very product stands behind others like it', async () => {
    const { offers, query } = await found({ cwd: await folder() }, '--mode', 'similar');
    expect(query.mode).toBe('similar');
    expect(offers.map(({ match }) => match?.level)).not.toContain('same');
  });

  it('--language zh: a Chinese table', async () => {
    const { stdout } = await search({ cwd: await folder() }, 'photo.jpg', '--language', 'zh');
    expect(stdout.startsWith(translator('zh')('result-heading', { count: 6 }))).toBe(true);
  });

  it('--help tells how to call it', async () => {
    const { exitCode, stdout } = await search({ cwd: tempDir() }, '--help');
    expect(exitCode).toBe(0);
    for (const option of ['--mode', '--keyword', '--sort', '--page', '--page-size', '--min-price', '--json'])
      expect(stdout).toContain(option);
  });
});

describe('a link to an offer', () => {
  it('is answered with that offer', async () => {
    const run = { cwd: await folder() };
    const [first] = (await found(run)).offers;
    const link = first?.url ?? '';
    const [json, table] = await Promise.all([search(run, link, '--json'), search(run, link)]);
    expect([json.exitCode, table.exitCode]).toEqual([0, 0]);
    expect(JSON.parse(json.stdout)).toMatchObject({ offer: { id: first?.id, tiers: first?.tiers } });
    expect(table.stdout).toContain(`${link}\n`);
    expect(table.stdout).toMatch(/\nSupplier\n {2}\S/);
  });
});

describe('exit code 2: bad input', () => {
  it('what cannot be understood is named on stderr, and stdout stays empty', async () => {
    const cwd = await folder();
    const cases: readonly (readonly [named: string, ...args: string[]])[] = [
      ['--sort', 'photo.jpg', '--sort', 'cheapest'],
      ['--page-size', 'photo.jpg', '--page-size', '51'],
      ['--max-price', 'photo.jpg', '--min-price', '9', '--max-price', '8'],
      ['--colour', 'photo.jpg', '--colour', 'red'],
      ['nothing-here.jpg', 'nothing-here.jpg'],
    ];
    for (const [named, outcome] of await Promise.all(
      cases.map(async ([name, ...args]) => [name, await search({ cwd }, ...args)] as const),
    )) {
      expect({ named, ...outcome }).toMatchObject({ exitCode: 2, stdout: '' });
      expect(outcome.stderr).toContain(named);
      expect(outcome.stderr).not.toMatch(/^\s+at /m);
    }
  });

  it('a file that is no image: a sentence on stderr, a document with the code on stdout', async () => {
    const cwd = tempDir();
    writeFileSync(join(cwd, 'photo.jpg'), 'no image');
    const { exitCode, stdout, stderr } = await search({ cwd }, 'photo.jpg', '--json');
    const message = en('error-photo-not-image');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: `${message}\n` });
    expect(failure.parse(JSON.parse(stdout)).error).toEqual({ code: 'photo-not-image', message });
  });

  it('an address in a private network', async () => {
    const outcome = await search({ cwd: tempDir() }, 'http://127.0.0.1:9/cup.jpg');
    expect(outcome).toEqual({ exitCode: 2, stdout: '', stderr: `${en('error-url-private')}\n` });
  });

  it('a setting that is wrong is named', async () => {
    const run = { cwd: await folder(), env: { MEMORY_TTL: 'long' } };
    const { exitCode, stderr } = await search(run, 'photo.jpg');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('MEMORY_TTL');
  });
});

describe('exit code 3: nothing found', () => {
  it('no offer that dear, or a page behind the last one', async () => {
    const run = { cwd: await folder() };
    const [plain, json, behind] = await Promise.all([
      search(run, 'photo.jpg', '--min-price', '99999999'),
      search(run, 'photo.jpg', '--min-price', '99999999', '--json'),
      search(run, 'photo.jpg', '--page', '900', '--json'),
    ]);
    expect(plain).toEqual({ exitCode: 3, stdout: '', stderr: `${en('result-nothing-limits')}\n` });
    expect([json.exitCode, behind.exitCode]).toEqual([3, 3]);
    expect(answer.parse(JSON.parse(json.stdout)).offers).toEqual([]);
    expect(answer.parse(JSON.parse(behind.stdout))).toMatchObject({ page: 900, offers: [] });
  });
});

describe('exit code 4: the backend failed', () => {
  it('nobody listens at the gateway: a sentence, and why', async () => {
    const gone = await startMarketplace();
    await gone.close();
    const run = { cwd: await folder(), env: gone.env };
    const { exitCode, stdout, stderr } = await search(run, 'photo.jpg', '--json');
    expect(exitCode).toBe(4);
    expect(failure.parse(JSON.parse(stdout)).error.code).toBe('backend-down');
    expect(stderr).toContain(en('error-backend-down'));
    expect(stderr).toContain('ECONNREFUSED');
  });

  it('a wrong app secret: what to look at, and not the secret itself', async () => {
    const run = { cwd: await folder(), env: { ALI1688_APP_SECRET: 'hunter2-wrong' } };
    const { exitCode, stderr } = await search(run, 'photo.jpg');
    expect(exitCode).toBe(4);
    expect(stderr).toContain('gw.SignatureInvalid');
    expect(stderr).toContain('ALI1688_APP_SECRET');
    expect(stderr).not.toContain('hunter2');
  });
});
