/** A marketplace that stands apart from the program, so that a test sees every call to it and can put it into trouble. */
import { createSimulator } from '../../src/backends/simulator/index.ts';
import { systemClock } from '../../src/ops/clock.ts';

/** The calls that the program makes, by what they are for. */
export const UPLOAD = 'product.image.upload';
/** Searching by an uploaded picture. */
export const QUERY = 'product.search.imageQuery';
/** One offer in full, with its price tiers. */
export const DETAIL = 'product.search.queryProductDetail';

const QPS = '1000';

/** Starts a marketplace. `env` points the program at it, as the real open platform is configured. */
export const startMarketplace = async () => {
  const simulator = await createSimulator({ port: 0, clock: systemClock, qps: Number(QPS) });
  let seen = 0;
  const faults = (method: 'POST' | 'DELETE', body?: string): Promise<Response> =>
    fetch(`${simulator.url}/_faults`, { method, ...(body ? { body } : {}) });
  return {
    /** What no line of a log may hold. */
    secrets: [simulator.appSecret, simulator.accessToken],
    env: {
      ALI1688_APP_KEY: simulator.appKey,
      ALI1688_APP_SECRET: simulator.appSecret,
      ALI1688_ACCESS_TOKEN: simulator.accessToken,
      ALI1688_GATEWAY_URL: simulator.gatewayUrl,
      ALI1688_QPS: QPS,
    },
    /** The reseller's place on the same server, and its access. */
    onebound: simulator.onebound,
    /** The calls since the last `forget`, in the order of arrival. */
    calls: (): string[] =>
      simulator
        .requests()
        .slice(seen)
        .map(({ api }) => api),
    forget: (): void => {
      seen = simulator.requests().length;
    },
    /** Lets calls fail until `heal`: all of them, or those of one API. */
    fail: async (fault: string, api = '*', over: Readonly<Record<string, number>> = {}): Promise<void> => {
      const answer = await faults('POST', JSON.stringify({ api, fault, ...over }));
      if (answer.status !== 201) throw new Error(`no such fault: ${fault}`);
    },
    /** Lets one offer cost so many percent, have so much in stock, or be gone, until another such order. */
    change: async (
      id: string,
      order: { percent?: number; stock?: number; gone?: boolean },
    ): Promise<void> => {
      const body = JSON.stringify({ id, ...order });
      const answer = await fetch(`${simulator.url}/_offers`, { method: 'POST', body });
      if (answer.status !== 201) throw new Error(`no such change: ${body}`);
    },
    heal: async (): Promise<void> => {
      await faults('DELETE');
    },
    close: () => simulator.close(),
  };
};

/** A running marketplace. */
export type FlowMarketplace = Awaited<ReturnType<typeof startMarketplace>>;
