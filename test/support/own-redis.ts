/** A Redis server of one's own on a free port, which can be killed and started again on its data. The machine's own one is left alone. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './children.ts';

/** A running server. */
export interface OwnRedis {
  /** What goes into `REDIS_URL`. */
  readonly url: string;
  /** Kills it with `kill -9`, and starts it again on what it had written down after so many milliseconds. */
  away(ms: number): Promise<void>;
  /** How many commands it has carried out so far, this question included. */
  commands(): Promise<number>;
  close(): Promise<void>;
}

/** Whether this machine has `redis-server`. */
export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const commandsOf = async (port: number): Promise<number> => {
  const socket = connect(port, '127.0.0.1');
  socket.end('INFO stats\r\nQUIT\r\n');
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return Number(/total_commands_processed:(\d+)/.exec(text)?.[1]);
};

/**
 * Starts a server that writes every command down, as the queue needs it (docs of BullMQ: AOF, and no eviction). `others` are settings
 * of Redis in place of these.
 */
export const startOwnRedis = async (others: Readonly<Record<string, string>> = {}): Promise<OwnRedis> => {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'tusou-redis-'));
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir,
    appendonly: 'yes',
    // With `everysec` a busy disk holds back the write itself for up to two seconds, and a kill takes what was answered meanwhile.
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    ...others,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const start = async () => {
    const child = startChild({ file: 'redis-server', args });
    await child.said(/Ready to accept connections/);
    return child;
  };
  let running = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    away: async (ms) => {
      await running.kill('SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, ms));
      running = await start();
    },
    commands: () => commandsOf(port),
    close: async () => {
      await running.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
