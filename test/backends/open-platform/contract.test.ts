/** The official backend keeps the contract, over real HTTP against the simulator. */
import { createOpenPlatform } from '../../../src/backends/open-platform/index.ts';
import { loadCatalogue } from '../../../src/backends/simulator/catalogue.ts';
import { createSimulator } from '../../../src/backends/simulator/index.ts';
import { offerPicture } from '../../../src/backends/simulator/pictures.ts';
import type { PreparedPhoto } from '../../../src/domain/ports.ts';
import { preparePhoto } from '../../../src/images/photo.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { type BackendUnderTest, backendContract } from '../../contract/backend.ts';
import { ownBudget } from '../../support/own-budget.ts';
import { silentLog } from '../../support/silent-log.ts';

/** Fast enough that the suite need not wait for its turn; the simulator turns away whoever is faster. */
const QPS = 50;

const photoOfAnOffer = async (): Promise<PreparedPhoto> => {
  const catalogue = loadCatalogue();
  const [offer] = catalogue.offers;
  if (!offer) throw new Error('the demo catalogue is empty');
  return preparePhoto(await offerPicture(catalogue, offer));
};

backendContract('open-platform', async (): Promise<BackendUnderTest> => {
  const simulator = await createSimulator({ port: 0, clock: systemClock, qps: QPS });
  const options = {
    ...simulator,
    name: 'open-platform',
    budget: ownBudget(QPS, systemClock),
    clock: systemClock,
    random: Math.random,
    log: silentLog,
    sampleData: true,
  };
  return {
    backend: createOpenPlatform(options),
    broken: createOpenPlatform({ ...options, appSecret: 'another secret' }),
    photo: await photoOfAnOffer(),
    close: () => simulator.close(),
  };
});
