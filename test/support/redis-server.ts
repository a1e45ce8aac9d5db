/** A Redis server of a test's own, which the test may kill and start again. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { tempDir } from './temp-dir.ts';

/** Whether this machine has the program. */
export const hasRedisServer = spawnSync('redis-server', ['--version']).status === 0;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
};

/** Starts a server that writes down whatever it is told, on a port of its own. `start` answers when it is ready. */
export const redisServer = async (...settings: readonly string[]) => {
  const port = await freePort();
  const dir = tempDir();
  const url = `redis://127.0.0.1:${port}`;
  let kill = async (): Promise<void> => {};
  const start = async (): Promise<void> => {
    const lasting = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', dir, ...lasting, ...settings];
    const child = spawn('redis-server', args, { stdio: 'ignore' });
    const ended = once(child, 'exit');
    kill = async () => {
      child.kill('SIGKILL');
      await ended;
    };
    const client = new Redis(url, { retryStrategy: () => 50 });
    client.on('error', () => {});
    await client.ping();
    client.disconnect();
  };
  await start();
  onTestFinished(() => kill());
  return { url, start, kill: () => kill() };
};
