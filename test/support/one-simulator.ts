/** One simulator and the ways into it, for tests of backends that are asked together. */
import { createOnebound } from '../../src/backends/onebound/index.ts';
import { createOpenPlatform } from '../../src/backends/open-platform/index.ts';
import { createSimulator } from '../../src/backends/simulator/index.ts';
import { samplePhoto } from '../../src/backends/simulator/samples.ts';
import type { Backend, Log, PreparedPhoto } from '../../src/domain/ports.ts';
import { preparePhoto } from '../../src/images/photo.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { ownBudget } from './own-budget.ts';
import { silentLog } from './silent-log.ts';

/** Fast enough that nobody waits for a turn. */
const QPS = 1_000;

/** A running simulator with a photo that has many matches in it. Backends that are `broken` have a wrong secret. */
export type OneSimulator = {
  readonly url: string;
  readonly photo: PreparedPhoto;
  /** Settings for both ways, with `secrets` in them that nobody may be told. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly requests: () => readonly string[];
  openPlatform(broken?: boolean): Backend;
  onebound(broken?: boolean, log?: Log): Backend;
  fault(fault: string, api: string): Promise<void>;
  heal(): Promise<void>;
  close(): Promise<void>;
};

/** Starts one. */
export const startOneSimulator = async (): Promise<OneSimulator> => {
  const clock = systemClock;
  const simulator = await createSimulator({ port: 0, clock, qps: QPS });
  const common = { clock, random: () => 0.5, log: silentLog, sampleData: true };
  const budget = () => ownBudget(QPS, clock);
  const faults = async (method: string, body?: string): Promise<void> => {
    const answer = await fetch(`${simulator.url}/_faults`, { method, ...(body ? { body } : {}) });
    if (!answer.ok) throw new Error(`no such fault: ${body}`);
  };
  return {
    url: simulator.url,
    env: {
      ALI1688_APP_KEY: simulator.appKey,
      ALI1688_APP_SECRET: simulator.appSecret,
      ALI1688_ACCESS_TOKEN: simulator.accessToken,
      ALI1688_GATEWAY_URL: simulator.gatewayUrl,
      ALI1688_QPS: String(QPS),
      ONEBOUND_KEY: simulator.onebound.key,
      ONEBOUND_SECRET: simulator.onebound.secret,
      ONEBOUND_URL: simulator.onebound.baseUrl,
      ONEBOUND_QPS: String(QPS),
    },
    secrets: [simulator.appSecret, simulator.accessToken, simulator.onebound.key, simulator.onebound.secret],
    photo: await preparePhoto(await samplePhoto('teddy-bear')),
    requests: () => simulator.requests().map(({ api }) => api),
    openPlatform: (broken = false) =>
      createOpenPlatform({
        ...common,
        ...simulator,
        ...(broken && { appSecret: 'another secret' }),
        name: 'open-platform',
        budget: budget(),
      }),
    onebound: (broken = false, log = silentLog) =>
      createOnebound({
        ...common,
        ...simulator.onebound,
        ...(broken && { secret: 'another secret' }),
        log,
        name: 'onebound',
        budget: budget(),
      }),
    fault: (fault, api) => faults('POST', JSON.stringify({ api, fault })),
    heal: () => faults('DELETE'),
    close: () => simulator.close(),
  };
};
