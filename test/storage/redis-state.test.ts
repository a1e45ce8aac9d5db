/** Opening the state on a Redis server that is being restarted: it is waited for, also when only one of the two connections came about. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../src/ops/clock.ts';
import { openRedisState } from '../../src/storage/redis-state.ts';
import { hasRedis, startOwnRedis } from '../support/own-redis.ts';
import { silentLog } from '../support/silent-log.ts';

/** With CI set, a machine without Redis fails and is not skipped. */
const withRedis = hasRedis() || process.env.CI ? test : test.skip;

/** A way to the server on which connection number `silent`, counted from 1, is taken and never answered. */
const openGate = async (port: number, silent: number) => {
  const sockets: Socket[] = [];
  const gate = createServer((from) => {
    sockets.push(from.on('error', () => undefined));
    if (sockets.length === silent) return;
    const to = connect(port, '127.0.0.1').on('error', () => from.destroy());
    from.pipe(to).pipe(from);
    from.on('close', () => to.destroy());
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  return {
    url: `redis://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    connections: () => sockets.length,
    close: () => {
      for (const socket of sockets) socket.destroy();
      gate.close();
    },
  };
};

withRedis(
  'a server that falls silent between the two connections is asked again',
  { timeout: 30_000 },
  async () => {
    const redis = await startOwnRedis();
    const gate = await openGate(Number(new URL(redis.url).port), 2);
    const parts = { clock: systemClock, log: silentLog, newId: randomUUID };
    onTestFinished(async () => {
      gate.close();
      await redis.close();
    });
    const state = await openRedisState({ ...parts, url: gate.url, prefix: 'tusou-gate' });
    expect(gate.connections()).toBeGreaterThan(2);
    expect(await state.isWritable()).toBe(true);
    await state.close();
  },
);
