/** The marketplaces as the environment names them, opened together. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../src/config.ts';
import type { Query } from '../src/domain/ports.ts';
import { NO_FILTERS, plainQuestion } from '../src/domain/query.ts';
import { preparePhoto } from '../src/images/photo.ts';
import { openMarketplace } from '../src/marketplace.ts';
import { systemClock } from '../src/ops/clock.ts';
import { createLog } from '../src/ops/log.ts';
import { readyLines } from '../src/start-up.ts';
import { openFileState } from '../src/storage/shared-state.ts';
import { photoOfTwo } from './support/flow-photos.ts';
import { type OneSimulator, startOneSimulator } from './support/one-simulator.ts';
import { tempDir } from './support/temp-dir.ts';

const never = new AbortController().signal;

let simulator: OneSimulator;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  simulator = await startOneSimulator();
  env = simulator.env;
});
afterAll(() => simulator.close());

const open = async (change: Readonly<Record<string, string>> = {}) => {
  const config = parseConfig({ ...env, ...change });
  const lines: string[] = [];
  const log = createLog('debug', config.secrets, { write: (line) => lines.push(line) });
  const clock = systemClock;
  const state = openFileState({ dir: tempDir(), clock, log, newId: randomUUID });
  const parts = { ...state, clock, log, random: Math.random };
  const marketplace = await openMarketplace(config.marketplaces, parts);
  onTestFinished(async () => {
    await marketplace.close();
    await state.close();
    await simulator.heal();
  });
  return { ...marketplace, lines, config };
};

const byPhoto = (): Query => ({
  kind: 'photo',
  photo: simulator.photo,
  question: { ...plainQuestion('en'), pageSize: 6 },
});

describe('several marketplaces', () => {
  test('are one backend that asks the first', async () => {
    const { backend, pictureOrigins } = await open();
    expect(backend.name).toBe('open-platform+onebound');
    expect(await backend.search(byPhoto(), never)).toMatchObject({ backend: 'open-platform' });
    expect(pictureOrigins).toEqual([simulator.url, simulator.url]);
  });

  test('follow a part of the photo, whichever of them answers', async () => {
    const { backend } = await open({ MARKETPLACE: 'onebound,open-platform' });
    const { fingerprint: _, ...photo } = await preparePhoto(await photoOfTwo());
    const region = { left: photo.width / 2, top: 0, right: photo.width, bottom: photo.height };
    const question = { ...plainQuestion('en'), filters: { ...NO_FILTERS, region } };
    const part = await backend.search({ kind: 'photo', photo, question }, never);
    expect(part).toMatchObject({ backend: 'onebound' });
    expect(part.can?.filters).toContain('region');
    expect(part.offers[0]?.title).toContain('Teapot');
  });

  test('are asked in the order of MARKETPLACE', async () => {
    const { backend } = await open({ MARKETPLACE: 'onebound,open-platform' });
    expect(await backend.search(byPhoto(), never)).toMatchObject({ backend: 'onebound' });
  });

  test('stand in for one another, and the log tells it once and without a secret', async () => {
    const { backend, lines } = await open();
    await simulator.fault('quota', '*');
    const error = await backend.search(byPhoto(), never).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'backend-quota', blame: 'operator' });
    expect(error.detail).toMatch(/open-platform: .*NoUsageLeft.*; onebound: .*4013/);
    await backend.search(byPhoto(), never).catch(() => undefined);
    const told = lines.filter((line) => line.includes('backend set aside'));
    expect(told).toHaveLength(2);
    const all = `${lines.join('')}${error.stack}${error.cause?.stack}`;
    for (const secret of simulator.secrets) expect(all).not.toContain(secret);
  });
});

describe('a single marketplace', () => {
  test('is its own backend', async () => {
    expect((await open({ MARKETPLACE: 'onebound' })).backend.name).toBe('onebound');
  });
});

test('the lines at the start name every way in its order', async () => {
  const lines = readyLines(parseConfig(env), { url: null, opsUrl: null }).join('\n');
  expect(lines).toMatch(/on +1688 +open-platform, http:\/\/127\.0\.0\.1:\d+, at most 1000 calls a second/);
  expect(lines).toMatch(/on +1688, then +onebound, http:\/\/127\.0\.0\.1:\d+, at most 1000 calls a second/);
  for (const secret of simulator.secrets) expect(lines).not.toContain(secret);
});
