/** Opens the marketplace that the configuration names. The simulator is a server of its own, so it is started here and closed with it. */
import { createBudget } from './backends/budget.ts';
import { createOpenPlatform } from './backends/open-platform/index.ts';
import { createSimulator } from './backends/simulator/index.ts';
import type { Config, MarketplaceChoice } from './config.ts';
import type { Backend, Clock, Log } from './domain/ports.ts';

/** A backend, the origins from which its pictures come although they may be private addresses, and how to let go of it. */
export type Marketplace = {
  readonly backend: Backend;
  readonly pictureOrigins: readonly string[];
  close(): Promise<void>;
};

type Parts = { readonly clock: Clock; readonly log: Log; readonly random: () => number };

const open = async (choice: MarketplaceChoice, parts: Parts): Promise<Marketplace> => {
  const { clock } = parts;
  const client = { ...parts, budget: createBudget({ qps: choice.qps, clock }) };
  if (choice.kind === 'open-platform') {
    const backend = createOpenPlatform({ ...client, ...choice, name: choice.kind, sampleData: false });
    const { origin } = new URL(choice.gatewayUrl);
    return { backend, pictureOrigins: [origin], close: async () => {} };
  }
  const simulator = await createSimulator({ port: 0, clock, qps: choice.qps });
  const backend = createOpenPlatform({ ...client, ...simulator, name: choice.kind, sampleData: true });
  const { origin } = new URL(simulator.url);
  return { backend, pictureOrigins: [origin], close: () => simulator.close() };
};

/** Opens the marketplaces. The calls of each are paced by its own `qps`. */
export const openMarketplace = async ([first]: Config['marketplaces'], parts: Parts): Promise<Marketplace> =>
  open(first, parts);
