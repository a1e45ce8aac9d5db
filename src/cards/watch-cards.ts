/** Watched offers as cards: the list of a chat, one of them with its history, and the alert about a change. */
import { encodeChatAction } from '../domain/action.ts';
import type { BoardLine, Button, NoticeCard } from '../domain/card.ts';
import { type Money, moneyText } from '../domain/money.ts';
import { offerUrl, type PriceTier } from '../domain/offer.ts';
import type { Language } from '../domain/query.ts';
import type { Rate } from '../domain/rates.ts';
import { type Change, changesBetween, type Seen, type SeenPoint } from '../domain/watch.ts';
import { dayText } from '../i18n/languages.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import { approximate, rateFact } from './beside-yuan.ts';
import { inRows } from './button-rows.ts';
import { linkButton } from './notice-card.ts';

/** An offer as its card tells of it. `title` is a seller's words, untrusted; times are ms since the epoch. */
export type WatchedFacts = {
  readonly offerId: string;
  readonly title: string;
  readonly seen: Seen;
  readonly sinceMs: number;
  readonly checkedAtMs: number;
  readonly paused: boolean;
};

/** How a card is to be read, and at what time. */
type Reader = { readonly language: Language; readonly nowMs: number };

/** How an alert is to be read: `rate` is that of the chat's currency, where it has one beside yuan. */
type AlertReader = { readonly language: Language; readonly rate?: Rate | null | undefined };

/** Offers on one page of the list: two lines each, and a button. */
export const WATCHES_PER_PAGE = 10;

const NUMBERS_IN_A_ROW = 5;

/** What is told of long ladders and long histories: enough to judge by on a phone. */
const STEPS_SHOWN = 5;
const POINTS_SHOWN = 8;
const TITLE_SHOWN = 60;

const HOUR_MS = 60 * 60 * 1000;

const shortTitle = (title: string): string => {
  const signs = [...title.replace(/\s+/g, ' ').trim()];
  return signs.length > TITLE_SHOWN ? `${signs.slice(0, TITLE_SHOWN).join('').trimEnd()}…` : signs.join('');
};

const dayOf = (ms: number, language: Language): string =>
  dayText(new Date(ms).toISOString().slice(0, 10), language);

const action = (label: string, name: 'watch' | 'watches', value: string): Button => ({
  kind: 'action',
  label,
  action: encodeChatAction({ name, value }),
});

const ladderText = (tiers: readonly PriceTier[], t: Translate): string =>
  tiers
    .slice(0, STEPS_SHOWN)
    .map(
      ({ minQuantity, price }) =>
        `${t('offer-ladder-from', { quantity: String(minQuantity) })} ${moneyText(price)}`,
    )
    .join(' · ');

/** How things stand: `"2+ ¥12.50 · 100+ ¥11.80 · sold out"`. */
const stateText = ({ tiers, available, gone }: Seen, t: Translate): string => {
  if (gone) return t('watch-gone');
  const parts = [ladderText(tiers, t), available === false ? t('watch-sold-out') : ''];
  return parts.filter((part) => part !== '').join(' · ');
};

/** How much more or less that is, where it makes a percent: `" (−20 %)"`. */
const percentText = (from: Money, to: Money): string => {
  const percent = from.fen > 0 ? Math.round((to.fen / from.fen - 1) * 100) : 0;
  if (percent === 0) return '';
  return ` (${percent > 0 ? '+' : '−'}${Math.abs(percent)} %)`;
};

/** Old and new, the same in every language. */
const changedText = (from: Money, to: Money): string =>
  `${moneyText(from)} → ${moneyText(to)}${percentText(from, to)}`;

type Beside = (money: Money) => string;

const changeText = (change: Change, beside: Beside, t: Translate): string => {
  if (change.kind !== 'price') return t(`alert-${change.kind}`);
  const { from, to } = change;
  const quantity = String(change.quantity);
  if (from && to) return t('alert-price', { quantity, change: changedText(from, to) + beside(to) });
  if (to) return t('alert-price-new', { quantity, to: moneyText(to) + beside(to) });
  return t('alert-price-ended', { quantity, from: from ? moneyText(from) : '' });
};

/** What changed, line by line; with a currency beside yuan, at which rate. */
const changeLines = (before: Seen, now: Seen, { language, rate }: AlertReader): string[] => {
  const changes = changesBetween(before, now).slice(0, STEPS_SHOWN + 2);
  const beside: Beside = (money) => {
    const text = rate ? approximate(money, rate, language) : null;
    return text ? ` ${text}` : '';
  };
  const isPriced = changes.some((change) => change.kind === 'price' && change.to && beside(change.to) !== '');
  return [
    ...changes.map((change) => changeText(change, beside, translator(language))),
    ...(rate && isPriced ? [rateFact(rate, language)] : []),
  ];
};

const pauseButton = ({ offerId, paused }: Pick<WatchedFacts, 'offerId' | 'paused'>, t: Translate): Button =>
  paused
    ? action(t('button-resume'), 'watch', `resume-${offerId}`)
    : action(t('button-pause'), 'watch', `pause-${offerId}`);

const stopButton = (offerId: string, t: Translate): Button =>
  action(t('button-unwatch'), 'watch', `stop-${offerId}`);

const openButton = (offerId: string, language: Language): Button =>
  linkButton('button-open', language, offerUrl(offerId));

const listButton = (t: Translate): Button => action(t('button-watches'), 'watches', '1');

/** A message of its own about a change. Whoever reads it knows of which offer, what it was before and what it is now. */
export const alertCard = (
  { offerId, title, before, now }: Pick<WatchedFacts, 'offerId' | 'title'> & { before: Seen; now: Seen },
  reader: AlertReader,
): NoticeCard => {
  const { language } = reader;
  const t = translator(language);
  return {
    language,
    tone: 'info',
    text: [t('alert-heading', { title: shortTitle(title) }), '', ...changeLines(before, now, reader)].join(
      '\n',
    ),
    alt: t('watch-chart-alt'),
    actions: [
      [openButton(offerId, language)],
      [pauseButton({ offerId, paused: false }, t), stopButton(offerId, t)],
      [action(t('button-watch-history'), 'watch', `show-${offerId}`), listButton(t)],
    ],
  };
};

/** When the marketplace was asked last, in hours. */
const checkedText = (checkedAtMs: number, nowMs: number, t: Translate): string =>
  t('watch-checked', { hours: Math.max(0, Math.floor((nowMs - checkedAtMs) / HOUR_MS)) });

/** How things stood from when on, the latest first. */
const historyLines = (points: readonly SeenPoint[], language: Language, t: Translate): string[] =>
  points
    .slice(-POINTS_SHOWN)
    .toReversed()
    .map(({ atMs, seen }) => t('watch-point', { day: dayOf(atMs, language), state: stateText(seen, t) }));

/** One watched offer: how it stands, and how it stood before. `says` is a sentence on what was just done, in front of all. */
export const watchCard = (
  facts: WatchedFacts,
  points: readonly SeenPoint[],
  { language, nowMs, says }: Reader & { readonly says: string | null },
): NoticeCard => {
  const t = translator(language);
  const { offerId, title, sinceMs, checkedAtMs, paused } = facts;
  const status = [
    t('watch-since', { day: dayOf(sinceMs, language) }),
    checkedText(checkedAtMs, nowMs, t),
    ...(paused ? [t('watch-paused')] : []),
  ];
  return {
    language,
    tone: 'info',
    text: [
      ...(says ? [says, ''] : []),
      shortTitle(title),
      status.join(' · '),
      '',
      ...historyLines(points, language, t),
    ].join('\n'),
    alt: t('watch-chart-alt'),
    actions: [
      [openButton(offerId, language)],
      [pauseButton(facts, t), stopButton(offerId, t)],
      [listButton(t)],
    ],
  };
};

/** A watched offer in one line, for where more than one chat's things stand together. */
export const watchedLine = (facts: WatchedFacts, language: Language): BoardLine => {
  const t = translator(language);
  const { offerId, title, seen, paused } = facts;
  const state = [stateText(seen, t), paused ? t('watch-paused') : ''].filter((part) => part !== '');
  return {
    text: [shortTitle(title), ...state].join(' · '),
    actions: [openButton(offerId, language), pauseButton(facts, t), stopButton(offerId, t)],
  };
};

const numberRows = (offers: readonly WatchedFacts[], first: number): Button[][] => {
  const buttons = offers.map(({ offerId }, index) =>
    action(String(first + index + 1), 'watch', `show-${offerId}`),
  );
  return inRows(buttons, NUMBERS_IN_A_ROW);
};

/** A page of the offers that a chat watches, those watched last first. A page that there is not is the last one. */
export const watchesCard = (
  offers: readonly WatchedFacts[],
  page: number,
  { language, nowMs, says }: Reader & { readonly says: string | null },
): NoticeCard => {
  const t = translator(language);
  const pages = Math.max(1, Math.ceil(offers.length / WATCHES_PER_PAGE));
  const shown = Math.min(Math.max(1, page), pages);
  const first = (shown - 1) * WATCHES_PER_PAGE;
  const here = offers.slice(first, first + WATCHES_PER_PAGE);
  const lines = here.flatMap(({ title, seen, checkedAtMs, paused }, index) => [
    `${first + index + 1}. ${shortTitle(title)}`,
    [stateText(seen, t), paused ? t('watch-paused') : checkedText(checkedAtMs, nowMs, t)].join(' · '),
  ]);
  const turning = [
    ...(shown > 1 ? [action(t('button-previous'), 'watches', String(shown - 1))] : []),
    ...(shown < pages ? [action(t('button-next'), 'watches', String(shown + 1))] : []),
  ];
  const heading = offers.length > 0 ? t('watch-heading', { count: offers.length }) : t('watch-none');
  return {
    language,
    tone: 'info',
    text: [...(says ? [says, ''] : []), heading, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n'),
    actions: [...numberRows(here, first), turning].filter((row) => row.length > 0),
  };
};
