/** Every dialect keeps the backend contract, over real HTTP against the simulator. */
import { createDialect, type DialectName } from '../../../src/backends/dialects/index.ts';
import { fixedToken } from '../../../src/backends/open-platform/token.ts';
import { createSimulator } from '../../../src/backends/simulator/index.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { preparePhoto } from '../../../src/images/photo.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { type BackendUnderTest, backendContract } from '../../contract/backend.ts';
import { ownBudget } from '../../support/own-budget.ts';
import { silentLog } from '../../support/silent-log.ts';

const QPS = 1_000;

const make = async (dialect: DialectName): Promise<BackendUnderTest> => {
  const simulator = await createSimulator({ port: 0, clock: systemClock, qps: QPS });
  const client = (access: { appSecret: string; accessToken: string }) =>
    createDialect({
      dialect,
      name: `open-platform-${dialect}`,
      gatewayUrl: simulator.gatewayUrl,
      appKey: simulator.appKey,
      appSecret: access.appSecret,
      tokens: fixedToken(access.accessToken),
      budget: ownBudget(QPS, systemClock),
      clock: systemClock,
      random: () => 0.5,
      log: silentLog,
      sampleData: true,
    });
  return {
    backend: client(simulator),
    broken: client({ appSecret: 'another secret', accessToken: 'another token' }),
    photo: await preparePhoto(await samplePhoto('teddy-bear')),
    chineseOnly: true,
    close: () => simulator.close(),
  };
};

backendContract('the dialect md5', () => make('md5'));
backendContract('the dialect hmac-base64', () => make('hmac-base64'));
backendContract('the dialect bearer', () => make('bearer'));
