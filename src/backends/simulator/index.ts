/** The marketplace simulator: a server on loopback that speaks 1688's protocols and answers from the demo catalogue. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TusouError } from '../../domain/errors.ts';
import type { Clock } from '../../domain/ports.ts';
import { openedOnce } from '../../ops/opened-once.ts';
import { DEMO_ACCESS, DEMO_ONEBOUND, IMAGE_APP_KEY } from './demo-access.ts';
import type { Arrival } from './http-server.ts';

// Not an `import`: see ops/server.ts.
const { createServer } = process.getBuiltinModule('node:http');

/** Calls a second of each API that the simulator lets through: what source documents claim for the real one. */
const DEFAULT_QPS = 3;

/** Programs that hold the simulator are ready by then. */
const WARM_UP_AFTER_MS = 500;

/** `port` 0 takes any free one. `random` makes picture ids; `host` should stay on loopback. */
export type SimulatorOptions = {
  readonly port: number;
  readonly clock: Clock;
  readonly random?: () => number;
  readonly qps?: number;
  readonly host?: string;
};

/** A running simulator and the access that it grants. */
export type Simulator = {
  /** Where it listens, without a slash at the end. Pictures are under it as well. */
  readonly url: string;
  /** The official gateway's place in it: what `ALI1688_GATEWAY_URL` should say. */
  readonly gatewayUrl: string;
  readonly appKey: string;
  readonly appSecret: string;
  readonly accessToken: string;
  /** The reseller OneBound's place in it, and its access. */
  readonly onebound: {
    readonly baseUrl: string;
    readonly key: string;
    readonly secret: string;
    readonly namespace: string;
  };
  /** The constant of the PC page that uploads pictures by `putImage`: what `PC_WEB_IMAGE_APP_KEY` should say. */
  readonly imageAppKey: string;
  /** The latest calls in the order of arrival, the failed ones too. */
  requests(): readonly Arrival[];
  close(): Promise<void>;
};

const listen = async (server: Server, port: number, host: string): Promise<string> => {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw new TusouError('config-invalid', { detail: `the simulator cannot listen on port ${port}`, cause });
  }
  const { address, family, port: actual } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`;
};

/** Starts the simulator. Throws `config-invalid` when the port is taken. */
export const createSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const { clock, port, qps = DEFAULT_QPS, random = Math.random, host = '127.0.0.1' } = options;
  const server = createServer();
  const url = await listen(server, port, host);
  const arrivals: Arrival[] = [];
  // What it answers with is some seventy files, which nobody has to wait for who only starts the program.
  const serving = openedOnce(async () => {
    const { createServing } = await import('./serving.ts');
    return createServing({ url, clock, qps, random, arrivals });
  });
  server.on('request', (request, response) => {
    serving().then(
      ({ listener }) => listener(request, response),
      () => response.destroy(),
    );
  });
  // The first search should not have to wait for this, and nor should the start.
  const closing = new AbortController();
  clock.sleep(WARM_UP_AFTER_MS, closing.signal).then(
    async () => (await serving()).warmUp(),
    () => {},
  );
  return {
    url,
    gatewayUrl: url,
    ...DEMO_ACCESS,
    imageAppKey: IMAGE_APP_KEY,
    onebound: { baseUrl: url, namespace: '1688global', ...DEMO_ONEBOUND },
    requests: () => [...arrivals],
    close: async () => {
      closing.abort();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
