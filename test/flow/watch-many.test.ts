/** Watching with several processes on one Redis server: each offer is asked for once in a round, each change told once, and /forget finds all. */
import { expect, onTestFinished, test } from 'vitest';
import { DETAIL, startMarketplace } from '../support/flow-marketplace.ts';
import { labelsOf, sentenceOf, visitPlayground } from '../support/flow-playground.ts';
import { hasRedis, startOwnRedis } from '../support/own-redis.ts';
import { offersOf, type PageTurn } from '../support/playground-client.ts';
import { startApp } from '../support/running-app.ts';

const says = (text: string) => (turn: PageTurn) => (sentenceOf(turn) ?? '').includes(text);

test.runIf(hasRedis() || process.env.CI === 'true')(
  'three processes check once and tell once, also when the one that began the rounds is gone',
  async () => {
    const [marketplace, redis] = await Promise.all([startMarketplace(), startOwnRedis()]);
    const env = { ...marketplace.env, REDIS_URL: redis.url, WATCH_EVERY: '2s' };
    const first = await startApp(env);
    const others = [await startApp(env), await startApp({ ...env, ROLE: 'worker' })];
    let isGone = false;
    onTestFinished(async () => {
      await Promise.all([...others, ...(isGone ? [] : [first])].map((app) => app.stop()));
      await Promise.all([redis.close(), marketplace.close()]);
    });
    const [page] = others;
    const visitor = await visitPlayground(page?.url ?? '');
    const answer = await visitor.shown(await visitor.sendSample('high-heels'));
    const offerId = offersOf(answer)[0]?.offerId ?? '';
    const watched = await visitor.shown(await visitor.sendText(`/watch ${offerId}`), says('I watch this'));
    expect(labelsOf(watched)).toContain('Stop watching');
    marketplace.forget();
    const asked = () => marketplace.calls().filter((api) => api === DETAIL).length;
    const rounds = () =>
      [first, ...others].flatMap(({ lines }) => lines).filter((line) => line.includes('checks of watched'))
        .length;
    const before = rounds();
    await expect.poll(asked, { timeout: 20_000 }).toBeGreaterThan(2);
    expect(asked()).toBeLessThanOrEqual(rounds() - before + 1);
    await first.stop();
    isGone = true;
    await marketplace.change(offerId, { percent: 60 });
    const alerts = async () =>
      (await visitor.turns((told) => told.some(says('Changed: ')))).filter(says('Changed: '));
    expect(await alerts()).toHaveLength(1);
    marketplace.forget();
    await expect.poll(asked, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(await alerts()).toHaveLength(1);
    const question = await visitor.shown(await visitor.sendText('/forget'));
    const done = says('Deleted: one search, one watched offer');
    await visitor.press(question, 'Delete it', done);
    expect((await visitor.turns((told) => told.some(done))).length).toBe(1);
  },
);
