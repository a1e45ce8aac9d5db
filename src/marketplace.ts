/**
 * Opens the marketplace that the configuration names, and loads only what that one needs. The simulator is a server of its own, so it
 * is started here and closed with it.
 */
import { type Budget, type BudgetParts, createBudget } from './backends/budget.ts';
import { accessStore } from './backends/open-platform/access-store.ts';
import { createOpenPlatform } from './backends/open-platform/index.ts';
import { withParts } from './backends/parts.ts';
import type { Config, MarketplaceChoice } from './config.ts';
import type { Backend, Clock, Log } from './domain/ports.ts';
import { type CallMeter, type Meter, NO_METER } from './ops/meter.ts';
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
  /** Where processes share their call budgets. */
  readonly slots: BudgetParts['slots'];
  /** Where a login left the tokens. */
  readonly stores: Stores;
  /** Counts the calls of every backend; without it nobody does. */
  readonly meter?: Meter;
};

/** What the calls of one backend are made with. */
type Calling = Parts & { readonly budget: Budget; readonly callMeter: CallMeter };

/** The name of a backend, in answers and in what is counted. */
const nameOf = (choice: MarketplaceChoice): string =>
  choice.kind === 'open-platform' && choice.dialect !== 'official'
    ? `${choice.kind}-${choice.dialect}`
    : choice.kind;

type Gateway = Extract<MarketplaceChoice, { kind: 'open-platform' }>;

const gatewayBackend = async (choice: Gateway, client: Calling): Promise<Backend> => {
  const options = { ...client, ...choice, store: accessStore(client.stores), sampleData: false };
  const { dialect } = choice;
  const name = nameOf(choice);
  if (dialect === 'official') return createOpenPlatform({ ...options, name });
  const { createTokens } = await import('./backends/open-platform/access.ts');
  const { createDialect } = await import('./backends/dialects/index.ts');
  return createDialect({ ...options, dialect, tokens: createTokens(options), name });
};

const openOne = async (choice: MarketplaceChoice, parts: Parts): Promise<Marketplace> => {
  const { clock, meter = NO_METER } = parts;
  const callMeter = meter.callsOf(nameOf(choice));
  const budget = createBudget({ ...parts, name: choice.kind, qps: choice.qps });
  const client = { ...parts, callMeter, budget };
  if (choice.kind === 'open-platform') {
    const backend = await gatewayBackend(choice, client);
    const { origin } = new URL(choice.gatewayUrl);
    return { backend, pictureOrigins: [origin], close: async () => {} };
  }
  if (choice.kind === 'onebound') {
    const { createOnebound } = await import('./backends/onebound/index.ts');
    const backend = createOnebound({ ...client, ...choice, name: choice.kind, sampleData: false });
    return { backend, pictureOrigins: [new URL(choice.baseUrl).origin], close: async () => {} };
  }
  if (choice.kind === 'pc-web') {
    const { createPcWeb } = await import('./backends/pc-web/index.ts');
    const backend = createPcWeb({ ...client, ...choice, sampleData: false });
    const origins = choice.baseUrl === null ? [] : [new URL(choice.baseUrl).origin];
    return { backend, pictureOrigins: origins, close: async () => {} };
  }
  const { createSimulator } = await import('./backends/simulator/index.ts');
  const simulator = await createSimulator({ port: 0, clock, qps: choice.qps });
  const backend = createOpenPlatform({ ...client, ...simulator, name: choice.kind, sampleData: true });
  const { origin } = new URL(simulator.url);
  return { backend, pictureOrigins: [origin], close: () => simulator.close() };
};

const open = async (choice: MarketplaceChoice, parts: Parts): Promise<Marketplace> => {
  const marketplace = await openOne(choice, parts);
  return { ...marketplace, backend: withParts(marketplace.backend) };
};

/**
 * Opens the marketplaces: one as it is, several as a chain. The calls of each are paced by its own `qps`, with a budget of its kind's name
 * that all processes share.
 */
export const openMarketplace = async (
  choices: Config['marketplaces'],
  parts: Parts,
): Promise<Marketplace> => {
  const [first, ...others] = await Promise.all(choices.map((choice) => open(choice, parts)));
  if (first && others.length === 0) return first;
  const all = first ? [first, ...others] : others;
  const { createChain } = await import('./backends/chain.ts');
  return {
    backend: createChain({ ...parts, backends: all.map(({ backend }) => backend) }),
    pictureOrigins: all.flatMap(({ pictureOrigins }) => pictureOrigins),
    close: async () => {
      await Promise.all(all.map(({ close }) => close()));
    },
  };
};
