/** `npm run simulator -- --port 4010`: runs the marketplace simulator alone and tells how to reach it. */
import { parseArgs } from 'node:util';
import { createSimulator } from '../backends/simulator/index.ts';
import { TusouError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';

const readPort = (args: readonly string[]): number => {
  const port = parseArgs({ args: [...args], options: { port: { type: 'string' } } }).values.port ?? '4010';
  const number = /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN;
  if (number <= 65_535) return number;
  const reason = '--port takes a number from 0 to 65535.';
  throw new TusouError('input-invalid', { detail: reason, args: { reason } });
};

/**
 * Starts the simulator on loopback. `line` is the one JSON line to print: `{url, gatewayUrl, appKey, appSecret, accessToken}`.
 * Throws `input-invalid` for a bad port and `config-invalid` when the port is taken.
 */
export const startSimulatorAlone = async (
  args: readonly string[],
  parts: { clock: Clock; qps: number },
): Promise<{ line: string; close(): Promise<void> }> => {
  const simulator = await createSimulator({ port: readPort(args), ...parts });
  const { url, gatewayUrl, appKey, appSecret, accessToken } = simulator;
  return {
    line: JSON.stringify({ url, gatewayUrl, appKey, appSecret, accessToken }),
    close: () => simulator.close(),
  };
};
