/** Every way through the PC pages keeps the backend contract, over real HTTP against the simulator. */
import { createPcWeb, type PcWebFlow } from '../../../src/backends/pc-web/index.ts';
import { createSimulator } from '../../../src/backends/simulator/index.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { preparePhoto } from '../../../src/images/photo.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { type BackendUnderTest, backendContract } from '../../contract/backend.ts';
import { ownBudget } from '../../support/own-budget.ts';
import { silentLog } from '../../support/silent-log.ts';

const QPS = 1_000;

const make = async (flow: PcWebFlow): Promise<BackendUnderTest> => {
  const simulator = await createSimulator({ port: 0, clock: systemClock, qps: QPS });
  const client = (baseUrl: string) =>
    createPcWeb({
      flow,
      baseUrl,
      imageAppKey: simulator.imageAppKey,
      sampleData: true,
      budget: ownBudget(QPS, systemClock),
      clock: systemClock,
      random: Math.random,
      log: silentLog,
    });
  return {
    backend: client(simulator.url),
    // There is no access that could be refused: what can be wrong is the address.
    broken: client(`${simulator.url}/elsewhere`),
    photo: await preparePhoto(await samplePhoto('teddy-bear')),
    chineseOnly: true,
    close: () => simulator.close(),
  };
};

backendContract('pc-web by recommend', () => make('recommend'));
backendContract('pc-web by putImage', () => make('putImage'));
backendContract('pc-web by oss', () => make('oss'));
