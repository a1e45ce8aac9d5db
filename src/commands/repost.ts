/** `npm run repost`: for those who sell on 1688 themselves, lists products of their own shop anew (document 003). */
import { createBudget } from '../backends/budget.ts';
import { accessStore } from '../backends/open-platform/access-store.ts';
import { createOpenPlatform } from '../backends/open-platform/index.ts';
import { printable } from '../cards/terminal-table.ts';
import { type AppParts, openState } from '../desk.ts';
import { languageOf } from '../domain/query.ts';
import type { Terminal } from './desk-command.ts';
import { gatewayOf } from './gateway.ts';
import { offerIdOf, readArguments, refuse } from './options.ts';
import { failedOutcome, type Outcome } from './outcome.ts';

const USAGE = `Usage: npm run repost -- <id or link> ...

Lists products of your own shop on 1688 anew. The app of ALI1688_APP_KEY must be granted alibaba.product.repost.

Exit codes: 0 all were listed, 2 bad input, 3 some were not, 4 1688 refused or does not answer.`;

const idOf = (text: string): string =>
  offerIdOf(text) ?? refuse(`${text} is neither an id nor a link of a product.`);

const repost = async (ids: readonly string[], parts: AppParts, signal: AbortSignal): Promise<Outcome> => {
  const { config, clock, log } = parts;
  const gateway = gatewayOf(config);
  const { stores, slots, close } = await openState(parts);
  try {
    const backend = createOpenPlatform({
      ...gateway,
      name: gateway.kind,
      sampleData: false,
      store: accessStore(stores),
      budget: createBudget({ name: gateway.kind, qps: gateway.qps, slots, clock, log }),
      clock,
      random: Math.random,
      log,
    });
    const all = await backend.repost(ids, signal);
    const lines = all.map(
      ({ id, done, reason }) =>
        `${id}  ${done ? 'listed anew' : `not listed: ${printable(reason ?? 'no reason given')}`}\n`,
    );
    return { exitCode: all.every(({ done }) => done) ? 0 : 3, stdout: lines.join(''), stderr: '' };
  } finally {
    await close();
  }
};

/** Runs the command. Never throws. */
export const runRepost = async (
  args: readonly string[],
  { parts, lang, signal }: Pick<Terminal, 'parts' | 'lang' | 'signal'>,
): Promise<Outcome> => {
  try {
    const { values, positionals } = readArguments(args, { help: { type: 'boolean', short: 'h' } });
    if (values.help) return { exitCode: 0, stdout: `${USAGE}\n`, stderr: '' };
    if (positionals.length === 0) return refuse('Give at least one product, by id or link.');
    return await repost(positionals.map(idOf), parts(), signal);
  } catch (error) {
    return failedOutcome(error, { json: false, language: languageOf(lang) });
  }
};
