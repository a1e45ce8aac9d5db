/** Opens the marketplace that the configuration names. The simulator is a server of its own, so it is started here and closed with it. */
import { createBudget } from './backends/budget.ts';
import { createOpenPlatform } from './backends/open-platform/index.ts';
import { createSimulator } from './backends/simulator/index.ts';
import type { Config } from './config.ts';
import type { Backend, Clock, Log } from './domain/ports.ts';

/** A backend, the origins from which its pictures come although they may be private addresses, and how to let go of it. */
export type Marketplace = {
  readonly backend: Backend;
  readonly pictureOrigins: readonly string[];
  close(): Promise<void>;
};

type Parts = { readonly clock: Clock; readonly log: Log; readonly random: () => number };

/** Opens the marketplace. Calls are paced by `market.qps`, whatever it is. */
export const openMarketplace = async (market: Config['marketplace'], parts: Parts): Promise<Marketplace> => {
  const { clock } = parts;
  const budget = createBudget({ qps: market.qps, clock });
  const client = { ...parts, budget };
  if (market.kind === 'open-platform') {
    const backend = createOpenPlatform({ ...client, ...market, name: 'open-platform', sampleData: false });
    const { origin } = new URL(market.gatewayUrl);
    return { backend, pictureOrigins: [origin], close: async () => {} };
  }
  const simulator = await createSimulator({ port: 0, clock, qps: market.qps });
  const backend = createOpenPlatform({ ...client, ...simulator, name: 'simulator', sampleData: true });
  const { origin } = new URL(simulator.url);
  return { backend, pictureOrigins: [origin], close: () => simulator.close() };
};
