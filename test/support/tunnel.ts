/** A way to the Redis server of the tests that can be cut, or blocked like a network that lets nothing through. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { redisUrl } from './redis.ts';

/** `url` leads to the server. While it is `cut`, nobody can connect; while it is `blocked`, connections stay open and nothing comes. */
export type Tunnel = {
  readonly url: string;
  readonly cut: () => Promise<void>;
  readonly block: () => void;
  readonly mend: () => Promise<void>;
};

/** Opens one for the running test. */
export const openTunnel = async (): Promise<Tunnel> => {
  const { hostname, port } = new URL(redisUrl);
  const sockets = new Set<Socket>();
  let isBlocked = false;
  const server = createServer((near) => {
    const far = connect(Number(port || 6379), hostname);
    const ends: readonly [Socket, Socket][] = [
      [near, far],
      [far, near],
    ];
    for (const [one, other] of ends) {
      sockets.add(one);
      one.on('data', (chunk) => other.write(chunk));
      if (isBlocked) one.pause();
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const listen = async (at: number): Promise<number> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const cut = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const own = await listen(0);
  onTestFinished(async () => {
    if (server.listening) await cut();
  });
  return {
    url: `redis://127.0.0.1:${own}`,
    cut,
    block: () => {
      isBlocked = true;
      for (const socket of sockets) socket.pause();
    },
    mend: async () => {
      isBlocked = false;
      for (const socket of sockets) socket.resume();
      if (!server.listening) await listen(own);
    },
  };
};
