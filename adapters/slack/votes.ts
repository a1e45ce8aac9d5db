/** A vote as one message: Slack has no polls of its own, so each offer has a button with its votes, and a line that says who voted. Pure. */
import type { ImageElement, KnownBlock } from '@slack/types';
import { type PollCard, translator } from '#service';
import { actionRows, buttons, context, mrkdwnSection } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { mrkdwn, plain, webAddress } from './text.ts';

/** Offers that fit, each with up to three blocks, beside the question, the hint and a row of buttons. */
const MOST_OPTIONS = 15;

/** Room for the title of an offer, so that a section with a link stays under its limit. */
const TITLE = 300;

type Option = PollCard['options'][number];

const votesText = ({ votes, voters }: Option, { language }: PollCard): string => {
  const t = translator(language);
  const names = voters.map((name) => plain(name, LIMITS.buttonText)).filter((name) => name !== '');
  const others = votes - names.length;
  const more = others > 0 && names.length > 0 ? ` ${t('vote-more', { count: others })}` : '';
  const who = names.length > 0 ? ` · ${names.join(', ')}${more}` : '';
  return `${t('shortlist-votes', { votes })}${who}`;
};

const titleOf = ({ text, url }: Option): string => {
  const address = webAddress(url, LIMITS.url - TITLE * 2);
  const title = mrkdwn(text, TITLE);
  return address ? `<${address}|${title}>` : title;
};

const factsOf = ({ facts }: Option): string => mrkdwn(facts, TITLE);

const optionBlocks = (
  option: Option,
  index: number,
  card: PollCard,
  pictureOf: (url: string | null, alt: string) => ImageElement | null,
): KnownBlock[] => {
  const { choose, votes, text, imageUrl } = option;
  const facts = factsOf(option);
  const label = votes > 0 ? `${choose.label} · ${votes}` : choose.label;
  const elements = buttons([{ ...choose, label }], `vote${index}`, text);
  return [
    mrkdwnSection(`*${titleOf(option)}*${facts && `\n${facts}`}`, pictureOf(imageUrl, text)),
    ...(card.outcome === null && elements.length > 0 ? [{ type: 'actions' as const, elements }] : []),
    ...(votes > 0 ? context([votesText(option, card)]) : []),
  ];
};

/** A vote, or how it ended. `voters` of the card are names by now; `pictureOf` gives the pictures that Slack shows. */
export const ballotBlocks = (
  card: PollCard,
  pictureOf: (url: string | null, alt: string) => ImageElement | null,
): KnownBlock[] => {
  const options = card.options.slice(0, MOST_OPTIONS);
  const told =
    card.outcome === null ? context([card.hint]) : [mrkdwnSection(mrkdwn(card.outcome, LIMITS.section))];
  return [
    {
      type: 'header',
      text: { type: 'plain_text', text: plain(card.question, LIMITS.header) || '…', emoji: false },
    },
    ...told,
    ...options.flatMap((option, index) => optionBlocks(option, index, card, pictureOf)),
    ...actionRows(card.actions),
  ];
};

/** The same in lines, for notifications, screen readers, and where Slack takes no blocks. */
export const ballotLines = (card: PollCard): string[] => [
  mrkdwn(card.question, LIMITS.section),
  ...(card.outcome === null ? [] : [mrkdwn(card.outcome, LIMITS.section)]),
  ...card.options.map((option) => {
    const facts = factsOf(option);
    const votes = option.votes > 0 ? ` (${mrkdwn(votesText(option, card), LIMITS.section)})` : '';
    return `${titleOf(option)}${facts && ` — ${facts}`}${votes}`;
  }),
];
