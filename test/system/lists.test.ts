/** The real program in several processes that are killed while a list of pictures is worked through: it comes to its end, once. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { archiveOf, matchesIn } from '../support/batch-files.ts';
import { startMarketplace, UPLOAD } from '../support/flow-marketplace.ts';
import { read, telegramPeople } from '../support/flow-telegram.ts';
import { startInstallation } from '../support/installation.ts';
import { hasRedis, startOwnRedis } from '../support/own-redis.ts';
import { startTelegramServer } from '../support/telegram-server.ts';

const PICTURES = 12;
/** Each takes those with it that it is at work on. */
const KILLS = 2;
const AT_ONCE = 4;

const PATIENCE = { timeout: 240_000 };
const SOON = { timeout: 90_000, interval: 20 };

const archive = () =>
  archiveOf(Object.fromEntries(Array.from({ length: PICTURES }, (_, at) => [`${at}.jpg`, 'high-heels'])));

/** An archive is sent, and the workers are killed one after the other while they are at it. */
const withKills = async (env: Readonly<Record<string, string>>): Promise<void> => {
  const [telegram, marketplace] = await Promise.all([startTelegramServer(), startMarketplace()]);
  const installation = startInstallation({
    roles: ['web', 'worker', 'worker'],
    env: {
      ...marketplace.env,
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      MEMORY_TTL: 'off',
      BATCH_MATCHES: '1',
      ...env,
    },
  });
  onTestFinished(async () => {
    await installation.destroy();
    await Promise.all([telegram.close(), marketplace.close()]);
  });
  await installation.ready();
  const people = telegramPeople(telegram);
  const chat = people.newChat();
  const uploads = () => marketplace.calls().filter((api) => api === UPLOAD).length;
  people.send('private-archive', { chat, photo: await archive() });
  await people.until(chat, (seen) => seen.some((one) => read(one).text.includes(`0 of ${PICTURES}`)));
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await expect.poll(uploads, SOON).toBeGreaterThanOrEqual(kill * 3);
    await Promise.all([installation.killAndRevive(1), installation.killAndRevive(2)]);
  }
  const files = () => telegram.seenIn(chat).filter(({ document }) => document !== undefined);
  await expect.poll(() => files().length, SOON).toBe(1);
  const seen = telegram.seenIn(chat);
  expect(seen).toHaveLength(1);
  const bytes = seen[0]?.document?.bytes ?? new Uint8Array();
  expect(Object.values(await matchesIn(bytes))).toEqual(Array.from({ length: PICTURES }, () => 1));
  expect(uploads()).toBeLessThanOrEqual(PICTURES + KILLS * AT_ONCE);
};

describe('a list of pictures whose workers are killed', () => {
  test('is brought to its end by others on the same file', PATIENCE, () => withKills({}));

  test.skipIf(!hasRedis() && !process.env.CI)(
    'is brought to its end by others on Redis',
    PATIENCE,
    async () => {
      const redis = await startOwnRedis();
      onTestFinished(() => redis.close());
      await withKills({ REDIS_URL: redis.url });
    },
  );
});
