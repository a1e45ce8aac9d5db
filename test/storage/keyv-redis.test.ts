/** The stores on a Redis server: the store contract, and what they do while the server is gone or hangs. */
import { Redis } from 'ioredis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../src/ops/clock.ts';
import { connectStores } from '../../src/storage/keyv-redis.ts';
import { listedStoreContract, storeContract } from '../contract/store.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { describeWithRedis, freshPrefix, keysBelow, redisUrl } from '../support/redis.ts';
import { openTunnel } from '../support/tunnel.ts';

const storesAt = async (url: string, prefix = freshPrefix()) => {
  const log = recordedLog();
  const { stores, close } = await connectStores({ url, prefix, clock: systemClock, log });
  onTestFinished(close);
  return { stores, log, prefix };
};

const eventsOf = ({ lines }: ReturnType<typeof recordedLog>): string[] => lines.map(({ event }) => event);

describeWithRedis('on Redis', () => {
  const world = async () => {
    const { stores, prefix } = await storesAt(redisUrl);
    const redis = new Redis(redisUrl);
    onTestFinished(() => redis.disconnect());
    /** Time goes by on the server: the ends that it keeps are brought nearer. */
    const pass = async (ms: number): Promise<void> => {
      for (const key of await keysBelow(redis, prefix)) {
        const ttlMs = await redis.pttl(key);
        if (ttlMs >= 0 && ttlMs <= ms) await redis.unlink(key);
        if (ttlMs > ms) await redis.pexpire(key, ttlMs - ms);
      }
    };
    return { store: stores('test'), pass };
  };
  storeContract('Keyv on Redis', world);
  listedStoreContract('Keyv on Redis', world);

  it('keep namespaces and installations apart, also where a key looks like another namespace', async () => {
    const { stores, prefix } = await storesAt(redisUrl);
    const { stores: others } = await storesAt(redisUrl);
    await stores('views').set('memory:1', 'a view');
    expect(await stores('memory').get('1')).toBeUndefined();
    expect(await stores('views', 'lasting').get('memory:1')).toBe('a view');
    expect(await others('views').get('memory:1')).toBeUndefined();
    expect(await (await storesAt(redisUrl, prefix)).stores('views').get('memory:1')).toBe('a view');
  });

  it('take an unreadable entry for a missing one and tell the operator', async () => {
    const { stores, log, prefix } = await storesAt(redisUrl);
    const redis = new Redis(redisUrl);
    onTestFinished(() => redis.disconnect());
    const store = stores('views');
    await store.set('1', 'a view');
    for (const key of await keysBelow(redis, prefix)) await redis.set(key, 'no such form');
    expect(await store.get('1')).toBeUndefined();
    expect(eventsOf(log)).toEqual(['store failed']);
  });

  it('find nothing while the server is gone, tell it once, and work again when it is back', async () => {
    const tunnel = await openTunnel();
    const { stores, log } = await storesAt(tunnel.url);
    const store = stores('views');
    await store.set('1', 'a view');
    await tunnel.cut();
    for (let index = 0; index < 5; index += 1) {
      expect(await store.get('1')).toBeUndefined();
      expect(await store.set('2', 'another')).toBe(false);
      expect(await store.delete('1')).toBe(false);
    }
    await expect(store.keysUnder('1')).rejects.toMatchObject({ code: 'storage-down' });
    expect(eventsOf(log)).toEqual(['store failed']);
    await tunnel.mend();
    await vi.waitFor(async () => expect(await store.get('1')).toBe('a view'), { timeout: 10_000 });
    expect(eventsOf(log)).toEqual(['store failed', 'store works again']);
  });

  it('answer within seconds while the server hangs, and work again when it goes on', async () => {
    const tunnel = await openTunnel();
    const { stores } = await storesAt(tunnel.url);
    const store = stores('views');
    await store.set('1', 'a view');
    tunnel.block();
    // Without a limit this would end only with the test's own.
    expect(await store.get('1')).toBeUndefined();
    expect(await store.set('2', 'another')).toBe(false);
    await tunnel.mend();
    await vi.waitFor(async () => expect(await store.get('1')).toBe('a view'), { timeout: 10_000 });
  });
});
