/** `npm run related -- 610947572360`: offers that resemble an offer. */
import type { DeskCommand } from './desk-command.ts';
import { LIST_OPTIONS, LIST_USAGE, type ListRequest, readListRequest, showListing } from './listing.ts';
import { offerIdOf, readArguments, refuse } from './options.ts';

type RelatedRequest = ListRequest & { readonly offerId: string };

/** The command. */
export const relatedCommand: DeskCommand<RelatedRequest> = {
  usage: `Usage: npm run related -- <offer id | 1688 offer link> [options]

${LIST_USAGE}`,
  parse: (args, lang) => {
    const { values, positionals } = readArguments(args, LIST_OPTIONS);
    if (values.help) return 'help';
    const [word = '', ...more] = positionals;
    const offerId = more.length === 0 ? offerIdOf(word) : null;
    if (offerId === null) return refuse('Give exactly one offer id or 1688 offer link.');
    return { ...readListRequest(values, lang), offerId };
  },
  run: (run) => {
    const { offerId } = run.request;
    return showListing(run, { about: { kind: 'related', offerId }, subject: { related: offerId } });
  },
};
