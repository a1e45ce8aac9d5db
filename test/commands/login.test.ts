/** `npm run login` and `npm run repost`, from the link to a search with the tokens that were kept. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runLogin } from '../../src/commands/login.ts';
import type { Outcome } from '../../src/commands/outcome.ts';
import { runRepost } from '../../src/commands/repost.ts';
import { searchCommand } from '../../src/commands/search.ts';
import { parseConfig } from '../../src/config.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { commandLine } from '../support/command-line.ts';
import { type OneSimulator, startOneSimulator } from '../support/one-simulator.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { tempDir } from '../support/temp-dir.ts';

const CALLBACK = 'https://example.com/callback';

let simulator: OneSimulator;
let env: Record<string, string>;
beforeAll(async () => {
  simulator = await startOneSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => {
  const { ONEBOUND_KEY: _, ONEBOUND_SECRET: __, ALI1688_ACCESS_TOKEN: ___, ...app } = simulator.env;
  env = {
    ...(app as Record<string, string>),
    ALI1688_AUTH_URL: simulator.url,
    ALI1688_REDIRECT_URI: CALLBACK,
    DATA_DIR: tempDir(),
  };
});

const log = recordedLog();
const surroundings = () => ({
  parts: () => ({ config: parseConfig(env), clock: systemClock, log }),
  lang: 'en_GB.UTF-8',
  signal: new AbortController().signal,
});

/** Where the page behind a link sends a browser whose owner has agreed. */
const follow = async (link: string): Promise<string> =>
  (await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '';

/** Runs the command; `paste` makes the typed line out of the printed link. */
const login = async (
  args: string[],
  paste: (link: string) => Promise<string>,
): Promise<Outcome & { printed: string }> => {
  let printed = '';
  const outcome = await runLogin(args, {
    ...surroundings(),
    newState: () => 'state-1',
    print: (text) => {
      printed += text;
    },
    ask: () => paste(/https?:\/\/\S+/.exec(printed)?.[0] ?? ''),
  });
  return { ...outcome, printed };
};

const newAddress = (state = 'state-1'): Promise<string> => {
  const query = { client_id: env.ALI1688_APP_KEY ?? '', site: '1688', redirect_uri: CALLBACK, state };
  return follow(`${simulator.url}/oauth/authorize?${new URLSearchParams(query)}`);
};
const nobody = (): Promise<string> => Promise.reject(new Error('nobody asks'));
const search = () => commandLine(() => env)(searchCommand, '--keyword', '茶壶', '--page-size', '1', '--json');

describe('a login', () => {
  it('prints the link, takes the address, and lets searches through', async () => {
    expect((await search()).exitCode).toBe(4);
    const { exitCode, stdout, stderr, printed } = await login([], follow);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(printed).toContain(`${simulator.url}/oauth/authorize?client_id=`);
    expect(stdout).toMatch(
      /^demo_login has authorised the app\. The token is valid until \d{4}-\d\d-\d\d \d\d:\d\d UTC and renews itself\./,
    );
    expect((await search()).exitCode).toBe(0);
  });

  it.each([
    ['the code alone', async (link: string) => new URL(await follow(link)).searchParams.get('code') ?? ''],
    ['the address with blanks', async (link: string) => `  ${await follow(link)}\n`],
  ])('takes %s', async (_, paste) => {
    expect((await login([], paste)).exitCode).toBe(0);
  });

  it('takes code or address as an argument, and then asks nothing', async () => {
    const address = await newAddress('any');
    expect(await login([address], nobody)).toMatchObject({ exitCode: 0, printed: '' });
    const code = new URL(await newAddress()).searchParams.get('code') ?? '';
    expect(await login([code], nobody)).toMatchObject({ exitCode: 0, printed: '' });
  });

  it.each([
    ['an address of another login', () => newAddress('somebody-else'), 2],
    ['an address without a code', async () => `${CALLBACK}?state=state-1`, 2],
    ['nothing', async () => '', 2],
    ['a sentence', async () => 'it does not work', 2],
    ['a code that nobody gave', async () => 'wrong-code-4711', 4],
  ])('refuses %s, and tells no code', async (_, paste, exitCode) => {
    const outcome = await login([], paste);
    expect(outcome).toMatchObject({ exitCode, stdout: '' });
    expect(outcome.stderr).not.toBe('');
    expect(outcome.stderr).not.toContain('wrong-code-4711');
    expect((await search()).exitCode).toBe(4);
  });

  it('says that a fixed token goes before it', async () => {
    env = { ...env, ALI1688_ACCESS_TOKEN: simulator.env.ALI1688_ACCESS_TOKEN ?? '' };
    expect((await login([], follow)).stdout).toContain('ALI1688_ACCESS_TOKEN is set');
  });

  it.each([
    [{ ALI1688_REDIRECT_URI: '' }, 'ALI1688_REDIRECT_URI is not set'],
    [{ ALI1688_APP_KEY: '', ALI1688_APP_SECRET: '', ALI1688_REDIRECT_URI: '' }, 'set ALI1688_APP_KEY'],
  ])('with %j says what to set', async (change, sentence) => {
    env = { ...env, ...change };
    expect(await login([], nobody)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(sentence) });
  });

  it('tells its usage, and takes one argument', async () => {
    expect(await login(['--help'], nobody)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Exit codes'),
    });
    expect((await login(['a', 'b'], nobody)).exitCode).toBe(2);
  });
});

describe('listing anew', () => {
  const repost = (...args: string[]) => runRepost(args, surroundings());

  it('tells what became of each product', async () => {
    await login([], follow);
    const found = JSON.parse((await search()).stdout).offers[0].id;
    expect(await repost(found)).toMatchObject({ exitCode: 0, stdout: `${found}  listed anew\n` });
    const link = `https://detail.1688.com/offer/${found}.html`;
    expect(await repost(link, '99999999999999')).toMatchObject({
      exitCode: 3,
      stdout: `${found}  listed anew\n99999999999999  not listed: product does not exist\n`,
    });
  });

  it.each([[[]], [['https://example.com/']], [['word']]])('refuses %j', async (args) => {
    expect((await repost(...args)).exitCode).toBe(2);
  });

  it('tells its usage', async () => {
    expect((await repost('--help')).stdout).toContain('alibaba.product.repost');
  });
});

it('neither leaves a token or a secret in the log', () => {
  const told = JSON.stringify(log.lines);
  expect(told).toContain('alibaba.product.repost');
  for (const secret of simulator.secrets) expect(told).not.toContain(secret);
  expect(told).not.toMatch(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/);
});
