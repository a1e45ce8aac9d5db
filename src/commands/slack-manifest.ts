/** `npm run slack-manifest -- https://tusou.example.com`: the manifest of the Slack app, with the addresses of this set-up in it. */
import { manifestFor } from '../../adapters/slack/manifest.ts';
import { readArguments, refuse } from './options.ts';
import { jsonText, type Outcome } from './outcome.ts';

const USAGE = `Usage: npm run --silent slack-manifest -- [public address] [--socket]

Prints the manifest to paste at api.slack.com/apps: without an address for Socket Mode, with one for HTTP at that address.

  --socket                       Socket Mode, and the address is only where more workspaces install the app

Exit codes: 0 printed, 2 bad input.`;

const OPTIONS = { socket: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;

const addressOf = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const address = text.replace(/\/+$/, '');
  if (URL.canParse(address) && /^https:\/\/[^\s?#@]+$/.test(address)) return address;
  return refuse('The public address is a full https address, such as https://tusou.example.com.');
};

/** Prints the manifest. Throws `input-invalid` for an address to which Slack would send nothing. */
export const runSlackManifest = async (args: readonly string[]): Promise<Outcome> => {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) return { exitCode: 0, stdout: `${USAGE}\n`, stderr: '' };
  const publicUrl = addressOf(positionals[0]);
  const overHttp = publicUrl !== null && !values.socket;
  return { exitCode: 0, stdout: jsonText(manifestFor({ publicUrl, overHttp })), stderr: '' };
};
