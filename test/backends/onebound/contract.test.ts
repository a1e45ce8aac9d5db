/** The OneBound backend keeps the contract, over real HTTP against the simulator. */
import { type BackendUnderTest, backendContract } from '../../contract/backend.ts';
import { startOneSimulator } from '../../support/one-simulator.ts';

backendContract('onebound', async (): Promise<BackendUnderTest> => {
  const { photo, onebound, close } = await startOneSimulator();
  return { backend: onebound(), broken: onebound(true), photo, close };
});
