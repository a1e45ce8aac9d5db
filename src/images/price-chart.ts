/** The history of an offer's prices as a picture: a step line for some quantities, drawn with the font that ships with the product. */
import sharp from 'sharp';
import { decimalText } from '../domain/money.ts';
import { priceAt, type SeenPoint } from '../domain/watch.ts';
import { decoding } from './decode.ts';
import { lettering, type Weight } from './lettering.ts';

/** Large letters: the picture is read on a phone, where it is some 350 points wide. */
const WIDTH = 960;
const HEIGHT = 600;
const PLOT = { left: 160, right: 752, top: 104, bottom: 516 } as const;
const EDGE = 28;
const LETTERS = { large: 34, small: 28 } as const;

const COLOURS = ['#0b57d0', '#c4320a', '#15803d'] as const;
const INK = '#1f2328';
const FAINT = '#57606a';
const GRID = '#e3e6ea';
/** Behind the lines, while the offer was sold out or gone. */
const SHADE = '#f3e3e0';

/** Lines in one chart at most: more cannot be told apart on a phone. */
const MOST_LINES = 3;

/** Prices from here on, in fen, would be too long with them. */
const WITHOUT_DECIMALS = 1_000_000;

const TICKS = 4;

/** What is drawn: points by rising time, up to `nowMs`. */
export type PriceHistory = { readonly points: readonly SeenPoint[]; readonly nowMs: number };

type Line = {
  readonly quantity: number;
  readonly colour: string;
  readonly steps: readonly { readonly atMs: number; readonly fen: number | null }[];
};

/** The first, the middle and the last step of the latest ladder. */
const quantitiesOf = ({ points }: PriceHistory): number[] => {
  const steps = points.at(-1)?.seen.tiers.map(({ minQuantity }) => minQuantity) ?? [];
  if (steps.length <= MOST_LINES) return steps;
  return [0, Math.floor((steps.length - 1) / 2), steps.length - 1].map((at) => steps[at] as number);
};

const linesOf = (history: PriceHistory): Line[] =>
  quantitiesOf(history).map((quantity, index) => ({
    quantity,
    colour: COLOURS[index % COLOURS.length] as string,
    steps: history.points.map(({ atMs, seen }) => ({
      atMs,
      fen: seen.gone ? null : (priceAt(seen.tiers, quantity)?.fen ?? null),
    })),
  }));

/** Steps of 1, 2 or 5 times a power of ten, in fen. */
const tickStep = (span: number): number => {
  const rough = Math.max(1, span / TICKS);
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  return times * power;
};

/** Round prices below and above all that is drawn, with some room where nothing changes. */
const priceRange = (lines: readonly Line[]): { lowest: number; highest: number; step: number } => {
  const prices = lines.flatMap(({ steps }) => steps.flatMap(({ fen }) => fen ?? []));
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const room = Math.max((high - low) * 0.1, high * 0.02, 1);
  const step = tickStep(high - low + 2 * room);
  return {
    lowest: Math.max(0, Math.floor((low - room) / step) * step),
    highest: Math.ceil((high + room) / step) * step,
    step,
  };
};

const text = (
  words: string,
  at: { x: number; y: number; size: number; fill: string; weight?: Weight; end?: boolean },
): string => {
  const { x, y, size, fill, weight = 'medium', end = false } = at;
  const { paths, width } = lettering(words, size, weight);
  return `<g transform="translate(${(end ? x - width : x).toFixed(1)} ${y.toFixed(1)})" fill="${fill}">${paths}</g>`;
};

/** Numbers alone, which are read alike in every language: `11-24`, and `2026-11` over more than a year. */
const dateText = (ms: number, spanMs: number): string => {
  const day = new Date(ms).toISOString();
  return spanMs > 365 * 86_400_000 ? day.slice(0, 7) : day.slice(5, 10);
};

type Scales = { readonly x: (ms: number) => number; readonly y: (fen: number) => number };

const scalesOf = (history: PriceHistory, range: ReturnType<typeof priceRange>): Scales => {
  const firstMs = history.points[0]?.atMs ?? history.nowMs;
  const spanMs = Math.max(1, history.nowMs - firstMs);
  return {
    x: (ms) => PLOT.left + ((ms - firstMs) / spanMs) * (PLOT.right - PLOT.left),
    y: (fen) =>
      PLOT.bottom - ((fen - range.lowest) / (range.highest - range.lowest)) * (PLOT.bottom - PLOT.top),
  };
};

const gridOf = ({ lowest, highest, step }: ReturnType<typeof priceRange>, { y }: Scales): string => {
  const count = Math.round((highest - lowest) / step);
  const words = (fen: number): string =>
    step % 100 === 0 ? `¥${fen / 100}` : `¥${decimalText({ fen, currency: 'CNY' })}`;
  return Array.from({ length: count + 1 }, (_, at) => lowest + at * step)
    .map((fen) => {
      const height = y(fen).toFixed(1);
      return (
        `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${height}" y2="${height}" stroke="${GRID}" stroke-width="2"/>` +
        text(words(fen), {
          ...{ x: PLOT.left - 16, y: y(fen) + 10, size: LETTERS.small, fill: FAINT, end: true },
        })
      );
    })
    .join('');
};

const datesOf = ({ points, nowMs }: PriceHistory): string => {
  const firstMs = points[0]?.atMs ?? nowMs;
  const y = PLOT.bottom + 46;
  const size = LETTERS.small;
  return (
    text(dateText(firstMs, nowMs - firstMs), { x: PLOT.left, y, size, fill: FAINT }) +
    text(dateText(nowMs, nowMs - firstMs), { x: PLOT.right, y, size, fill: FAINT, end: true })
  );
};

/** Where the offer could not be bought. */
const shadesOf = ({ points, nowMs }: PriceHistory, { x }: Scales): string =>
  points
    .flatMap(({ atMs, seen }, index) => {
      if (!seen.gone && seen.available !== false) return [];
      const [from, to] = [x(atMs), x(points[index + 1]?.atMs ?? nowMs)];
      const width = Math.max(2, to - from).toFixed(1);
      return `<rect x="${from.toFixed(1)}" y="${PLOT.top}" width="${width}" height="${PLOT.bottom - PLOT.top}" fill="${SHADE}"/>`;
    })
    .join('');

/** A path that goes on level until the price changes, and is interrupted where there was none. */
const pathOf = ({ steps, colour }: Line, nowMs: number, { x, y }: Scales): string => {
  const parts = steps.map(({ atMs, fen }, index) => {
    if (fen === null) return '';
    const before = steps[index - 1]?.fen ?? null;
    const begin = before === null ? `M${x(atMs).toFixed(1)} ${y(fen).toFixed(1)}` : `V${y(fen).toFixed(1)}`;
    return `${begin}H${x(steps[index + 1]?.atMs ?? nowMs).toFixed(1)}`;
  });
  return `<path d="${parts.join('')}" fill="none" stroke="${colour}" stroke-width="6" stroke-linejoin="round" stroke-linecap="round"/>`;
};

/** The heights of the prices beside the lines' ends: in their order, and never over each other. */
const spread = (heights: readonly number[]): number[] => {
  const gap = LETTERS.large + 10;
  const order = heights.map((height, at) => ({ height, at })).toSorted((a, b) => a.height - b.height);
  const lowest = PLOT.bottom - gap * (order.length - 1);
  const placed: number[] = [];
  let above = Number.NEGATIVE_INFINITY;
  for (const [rank, { height, at }] of order.entries()) {
    above = Math.max(above + gap, Math.min(height, lowest + rank * gap), PLOT.top + rank * gap);
    placed[at] = above;
  }
  return placed;
};

const endsOf = (lines: readonly Line[], { y }: Scales): string => {
  const ends = lines.flatMap(({ steps, colour }) => {
    const fen = steps.at(-1)?.fen ?? null;
    return fen === null ? [] : [{ fen, colour }];
  });
  // Lines that end together are told once.
  const told = ends.filter(({ fen }, at) => ends.findIndex((end) => end.fen === fen) === at);
  const heights = spread(told.map(({ fen }) => y(fen)));
  return told
    .map(({ fen, colour }, index) => {
      const words =
        fen < WITHOUT_DECIMALS ? `¥${decimalText({ fen, currency: 'CNY' })}` : `¥${Math.round(fen / 100)}`;
      const at = { x: PLOT.right + 22, y: (heights[index] ?? y(fen)) + 12, size: LETTERS.large };
      return (
        `<circle cx="${PLOT.right}" cy="${y(fen).toFixed(1)}" r="9" fill="${colour}"/>` +
        text(words, { ...at, fill: INK, weight: 'bold' })
      );
    })
    .join('');
};

/** From which quantity each line's price holds. */
const legendOf = (lines: readonly Line[]): string => {
  let x: number = EDGE;
  return lines
    .map(({ quantity, colour }) => {
      const words = `${quantity}+`;
      const drawn =
        `<rect x="${x}" y="36" width="44" height="10" rx="5" fill="${colour}"/>` +
        text(words, { x: x + 56, y: 52, size: LETTERS.large, fill: INK, weight: 'bold' });
      x += 56 + lettering(words, LETTERS.large, 'bold').width + 40;
      return drawn;
    })
    .join('');
};

/**
 * Draws the chart as PNG: prices from up to three quantities on, over time, on white. Null where no price was ever seen. The words in it
 * are numbers, so it is the same in every language, and on machines without fonts.
 */
export const priceChart = async (history: PriceHistory): Promise<Uint8Array | null> => {
  const lines = linesOf(history).filter(({ steps }) => steps.some(({ fen }) => fen !== null));
  if (lines.length === 0) return null;
  const range = priceRange(lines);
  const scales = scalesOf(history, range);
  const body = [
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    shadesOf(history, scales),
    gridOf(range, scales),
    datesOf(history),
    ...lines.toReversed().map((line) => pathOf(line, history.nowMs, scales)),
    endsOf(lines, scales),
    legendOf(lines),
  ].join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${body}</svg>`;
  return decoding(() =>
    sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).png({ palette: true }).toBuffer(),
  );
};
