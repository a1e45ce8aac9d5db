/** The product's default backend: the open platform client on the simulator, over real HTTP. */
import { createOpenPlatform } from '../../../src/backends/open-platform/index.ts';
import { createSimulator } from '../../../src/backends/simulator/index.ts';
import { samplePhoto } from '../../../src/backends/simulator/samples.ts';
import { preparePhoto } from '../../../src/images/photo.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { type BackendUnderTest, backendContract } from '../../contract/backend.ts';
import { ownBudget } from '../../support/own-budget.ts';
import { silentLog } from '../../support/silent-log.ts';

backendContract('simulator', async (): Promise<BackendUnderTest> => {
  const clock = systemClock;
  const qps = 1_000;
  const simulator = await createSimulator({ port: 0, clock, qps });
  const client = (access: typeof simulator) =>
    createOpenPlatform({
      ...access,
      name: 'simulator',
      sampleData: true,
      budget: ownBudget(qps, clock),
      clock,
      random: () => 0.5,
      log: silentLog,
    });
  return {
    backend: client(simulator),
    broken: client({ ...simulator, appSecret: 'wrong' }),
    photo: await preparePhoto(await samplePhoto('teddy-bear')),
    close: () => simulator.close(),
  };
});
