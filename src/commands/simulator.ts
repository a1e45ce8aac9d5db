/** `npm run simulator -- --port 4010`: runs the marketplace simulator alone and tells how to reach it. */
import { parseArgs } from 'node:util';
import { createSimulator } from '../backends/simulator/index.ts';
import { TusouError } from '../domain/errors.ts';
import type { Clock } from '../domain/ports.ts';

const OPTIONS = {
  port: { type: 'string', default: '4010' },
  qps: { type: 'string', default: '10' },
  help: { type: 'boolean', short: 'h' },
} as const;

const USAGE = `Usage: npm run simulator -- [options]

  --port <n>    port to listen on, 0 for any free one (4010)
  --qps <n>     calls a second that are borne before the answer is "too many" (10)

Prints one line of JSON that says how to reach it, and runs until it is stopped.
`;

const wholeNumber = (text: string, option: string, [min, max]: readonly [number, number]): number => {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  const reason = `--${option} takes a whole number from ${min} to ${max}.`;
  throw new TusouError('input-invalid', { detail: reason, args: { reason } });
};

/**
 * Starts the simulator on loopback; `--qps` is how many calls a second it bears before it answers as 1688 does to too many. `line` is the one JSON line to print: `{url, gatewayUrl, appKey, appSecret, accessToken, onebound: {baseUrl, namespace, key, secret}, imageAppKey}`.
 * With `--help`, nothing is started and `line` is the usage.
 * Throws `input-invalid` for a bad port and `config-invalid` when the port is taken.
 */
export const startSimulatorAlone = async (
  args: readonly string[],
  clock: Clock,
): Promise<{ line: string; close(): Promise<void> }> => {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) return { line: USAGE.trimEnd(), close: async () => {} };
  const port = wholeNumber(values.port, 'port', [0, 65_535]);
  const simulator = await createSimulator({ port, qps: wholeNumber(values.qps, 'qps', [1, 1000]), clock });
  const { url, gatewayUrl, appKey, appSecret, accessToken, onebound, imageAppKey } = simulator;
  return {
    line: JSON.stringify({ url, gatewayUrl, appKey, appSecret, accessToken, onebound, imageAppKey }),
    close: () => simulator.close(),
  };
};
