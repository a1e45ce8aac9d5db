/** Opens the marketplace that the configuration names. The simulator is a server of its own, so it is started here and closed with it. */
import { type Budget, createBudget } from './backends/budget.ts';
import { createChain } from './backends/chain.ts';
import { createDialect } from './backends/dialects/index.ts';
import { createOnebound } from './backends/onebound/index.ts';
import { accessStore, createTokens } from './backends/open-platform/access.ts';
import { createOpenPlatform } from './backends/open-platform/index.ts';
import { createPcWeb } from './backends/pc-web/index.ts';
import { createSimulator } from './backends/simulator/index.ts';
import type { Config, MarketplaceChoice } from './config.ts';
import type { Backend, Clock, Log } from './domain/ports.ts';
import type { Stores } from './storage/keyv-sqlite.ts';

/** A backend, the origins from which its pictures come although they may be private addresses, and how to let go of it. */
export type Marketplace = {
  readonly backend: Backend;
  readonly pictureOrigins: readonly string[];
  close(): Promise<void>;
};

type Parts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  /** Where a login left the tokens; without it there are none. */
  readonly stores?: Stores;
};

type Gateway = Extract<MarketplaceChoice, { kind: 'open-platform' }>;

const gatewayBackend = (choice: Gateway, client: Parts & { readonly budget: Budget }): Backend => {
  const store = client.stores && accessStore(client.stores);
  const options = { ...client, ...choice, ...(store && { store }), sampleData: false };
  const { kind, dialect } = choice;
  if (dialect === 'official') return createOpenPlatform({ ...options, name: kind });
  return createDialect({ ...options, dialect, tokens: createTokens(options), name: `${kind}-${dialect}` });
};

const open = async (choice: MarketplaceChoice, parts: Parts): Promise<Marketplace> => {
  const { clock } = parts;
  const client = { ...parts, budget: createBudget({ qps: choice.qps, clock }) };
  if (choice.kind === 'open-platform') {
    const backend = gatewayBackend(choice, client);
    const { origin } = new URL(choice.gatewayUrl);
    return { backend, pictureOrigins: [origin], close: async () => {} };
  }
  if (choice.kind === 'onebound') {
    const backend = createOnebound({ ...client, ...choice, name: choice.kind, sampleData: false });
    return { backend, pictureOrigins: [new URL(choice.baseUrl).origin], close: async () => {} };
  }
  if (choice.kind === 'pc-web') {
    const backend = createPcWeb({ ...client, ...choice, sampleData: false });
    const origins = choice.baseUrl === null ? [] : [new URL(choice.baseUrl).origin];
    return { backend, pictureOrigins: origins, close: async () => {} };
  }
  const simulator = await createSimulator({ port: 0, clock, qps: choice.qps });
  const backend = createOpenPlatform({ ...client, ...simulator, name: choice.kind, sampleData: true });
  const { origin } = new URL(simulator.url);
  return { backend, pictureOrigins: [origin], close: () => simulator.close() };
};

/** Opens the marketplaces: one as it is, several as a chain. The calls of each are paced by its own `qps`. */
export const openMarketplace = async (
  choices: Config['marketplaces'],
  parts: Parts,
): Promise<Marketplace> => {
  const [first, ...others] = await Promise.all(choices.map((choice) => open(choice, parts)));
  if (first && others.length === 0) return first;
  const all = first ? [first, ...others] : others;
  return {
    backend: createChain({ ...parts, backends: all.map(({ backend }) => backend) }),
    pictureOrigins: all.flatMap(({ pictureOrigins }) => pictureOrigins),
    close: async () => {
      await Promise.all(all.map(({ close }) => close()));
    },
  };
};
