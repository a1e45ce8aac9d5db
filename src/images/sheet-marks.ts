/** What is drawn over the pictures of a contact sheet: ground, frames, numbers, prices. Shapes only, no text that needs a font. */
import { type Lettering, lettering } from './lettering.ts';
import type { Cell, Grid } from './sheet-grid.ts';

/** What a tile says. `price` is drawn as it is (`"¥12.50"`), `moq` as "≥ 2"; null draws nothing. */
export type Marks = { readonly number: number; readonly price: string | null; readonly moq: number | null };

/** A cell with what is drawn on it. `hasPicture` is false where a placeholder goes. */
export type MarkedCell = { readonly cell: Cell; readonly marks: Marks; readonly hasPicture: boolean };

/** The sheet brings its own light ground, so it reads the same in light and dark chats. */
const COLOURS = {
  ground: '#e9ecf0',
  edge: '#d5dae1',
  empty: '#f3f5f7',
  emptyMark: '#c2c9d2',
  badge: '#111827',
  price: '#111827',
  moq: '#4b5563',
} as const;

const roundedBox = ({ x, y, side, height, scale }: Cell): string => {
  const r = Math.round(22 * scale);
  const arc = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [side - 2 * r, height - 2 * r];
  return `M${x + r} ${y}h${across}${arc(r, r)}v${down}${arc(-r, r)}h${-across}${arc(-r, -r)}v${-down}${arc(r, -r)}z`;
};

const at = (x: number, y: number, body: string, scale = 1): string =>
  `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})">${body}</g>`;

const drawn = ({ path }: Lettering, colour: string): string => `<path fill="${colour}" d="${path}"/>`;

const badge = (number: number, { x, y, scale }: Cell): string => {
  const digits = lettering(String(number), number > 9 ? 28 : 33, 'bold');
  const numeral = at(-digits.width / 2, number > 9 ? 10.2 : 12, drawn(digits, '#ffffff'));
  const disc = `<circle r="28" fill="${COLOURS.badge}" stroke="#ffffff" stroke-width="4"/>`;
  return at(x + 42 * scale, y + 42 * scale, disc + numeral, scale);
};

/** "≥ 2": the sign is drawn, since the font's Latin part lacks it. */
const atLeast = (moq: number): { readonly body: string; readonly width: number } => {
  const digits = lettering(String(moq), 30, 'medium');
  const sign = `<path fill="none" stroke="${COLOURS.moq}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"
    d="M1.5 -20.5 L16 -14 L1.5 -7.5 M1.5 -1.5 H16"/>`;
  return { body: sign + at(25, 0, drawn(digits, COLOURS.moq)), width: 25 + digits.width };
};

/** Price on the left and smallest order on the right of the strip under the picture, smaller when they would not fit. */
const caption = ({ price, moq }: Marks, { x, y, side, scale }: Cell): string => {
  const amount = lettering(price ?? '', 40, 'bold');
  const order = moq === null ? { body: '', width: 0 } : atLeast(moq);
  const room = side / scale - 2 * 18;
  const fit = Math.min(1, room / (amount.width + order.width + 16));
  const baseline = y + side + (42 + 14 * fit) * scale;
  const left = at(x + 18 * scale, baseline, drawn(amount, COLOURS.price), scale * fit);
  return left + at(x + side - (18 + order.width * fit) * scale, baseline, order.body, scale * fit);
};

/** A quiet "no picture" sign: a frame with a hill and a sun. */
const placeholder = ({ x, y, side, scale }: Cell): string => {
  const sign = `<g fill="none" stroke="${COLOURS.emptyMark}" stroke-width="6" stroke-linejoin="round">
    <rect x="-48" y="-38" width="96" height="76" rx="10"/><path d="M-44 28 L-12 -6 L10 16 L24 4 L44 24" stroke-linecap="round"/></g>
    <circle cx="22" cy="-14" r="8" fill="${COLOURS.emptyMark}"/>`;
  const ground = `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="${COLOURS.empty}"/>`;
  return ground + at(x + side / 2, y + side / 2, sign, scale);
};

/** An SVG of the whole sheet in which the pictures show through holes in the ground. */
export const overlay = ({ width, height }: Grid, marked: readonly MarkedCell[]): Buffer => {
  const boxes = marked.map(({ cell }) => roundedBox(cell)).join('');
  const empties = marked.map(({ cell, hasPicture }) => (hasPicture ? '' : placeholder(cell))).join('');
  const signs = marked.map(({ cell, marks }) => badge(marks.number, cell) + caption(marks, cell)).join('');
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${empties}
    <path fill="${COLOURS.ground}" fill-rule="evenodd" d="M0 0H${width}V${height}H0z${boxes}"/>
    <path fill="none" stroke="${COLOURS.edge}" stroke-width="2" d="${boxes}"/>${signs}</svg>`);
};
