/** Finds the part of a picture that shows the product: through dark screenshot margins, flat backgrounds and loose captions. */

/** Decoded pixels, three bytes (red, green, blue) each, row by row. */
export type Raster = { readonly pixels: Uint8Array; readonly width: number; readonly height: number };

/** A rectangle in pixels; `right` and `bottom` are exclusive. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** A colour as red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A box and the flat colour around it; `ground` is null when the surroundings are not flat or there are none. */
export type FoundBox = { readonly box: Box; readonly ground: Rgb | null };

/** Squared RGB distance above which a pixel is no longer background: above JPEG noise and soft shadows. */
export const DIFFERENT = 30 ** 2;
/** Share of a frame's pixels that must have one colour for the frame to count as background. */
const FLAT_SHARE = 0.6;
/** From this share on there is no doubt about it. */
const PLAIN_SHARE = 0.985;
/** Picture inside screen inside screenshot: deeper nesting does not occur. */
const MAX_DEPTH = 4;
/** A box that would lose less than a tenth of its area is tight enough. */
const TIGHT_SHARE = 0.9;
/** Boxes narrower than this show nothing that could be compared. */
const SMALLEST = 16;
/** The rim of a picture inside a screenshot is blended with the screen; it is left out when looking further in. */
const RIM = 2;

const widthOf = (box: Box): number => box.right - box.left;
const areaOf = (box: Box): number => widthOf(box) * heightOf(box);
const heightOf = (box: Box): number => box.bottom - box.top;

/** Squared distance of the pixel that starts at this byte from a colour. */
export const distance2 = (pixels: Uint8Array, offset: number, [r, g, b]: Rgb): number =>
  ((pixels[offset] ?? 0) - r) ** 2 +
  ((pixels[offset + 1] ?? 0) - g) ** 2 +
  ((pixels[offset + 2] ?? 0) - b) ** 2;

/** The upper median of one channel, by counting: sorting a frame's pixels would cost more than all the rest. */
const medianOf = ({ pixels }: Raster, offsets: readonly number[], channel: number): number => {
  const counts = new Uint32Array(256);
  for (const offset of offsets) {
    const value = pixels[offset + channel] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let below = 0;
  for (let value = 0; value < 256; value += 1) {
    below += counts[value] ?? 0;
    if (below > offsets.length >> 1) return value;
  }
  return 0;
};

const frameOffsets = (raster: Raster, box: Box): number[] => {
  const offsets: number[] = [];
  const add = (x: number, y: number) => offsets.push((y * raster.width + x) * 3);
  for (let x = box.left; x < box.right; x += 1) {
    add(x, box.top);
    add(x, box.bottom - 1);
  }
  for (let y = box.top + 1; y < box.bottom - 1; y += 1) {
    add(box.left, y);
    add(box.right - 1, y);
  }
  return offsets;
};

/** The commonest colour of a box's outermost pixels and the share of them that have it. */
export type Frame = { readonly ground: Rgb; readonly flat: number };

/** The frame of a box: what the thing inside stands on, if that is flat. */
export const frameOf = (raster: Raster, box: Box): Frame => {
  const offsets = frameOffsets(raster, box);
  const ground: Rgb = [
    medianOf(raster, offsets, 0),
    medianOf(raster, offsets, 1),
    medianOf(raster, offsets, 2),
  ];
  const same = offsets.filter((offset) => distance2(raster.pixels, offset, ground) < DIFFERENT).length;
  return { ground, flat: same / offsets.length };
};

/** The whole raster as a box. */
export const wholeOf = ({ width, height }: Raster): Box => ({
  left: 0,
  top: 0,
  right: width,
  bottom: height,
});

/** The frame of the whole raster. */
export const outerFrame = (raster: Raster): Frame => frameOf(raster, wholeOf(raster));

/** Whether the raster's outermost pixels are flat ground: its thing stands by itself. */
export const isOnGround = (raster: Raster): boolean => outerFrame(raster).flat >= FLAT_SHARE;

/** Whether the pixel that begins at this byte is of the ground: within JPEG noise and soft shadows. */
export const isOfGround = ({ pixels }: Raster, offset: number, ground: Rgb): boolean =>
  distance2(pixels, offset, ground) < DIFFERENT;

/** How many pixels of each row and of each column of a box are not background. */
type Profile = { readonly rows: Uint32Array; readonly columns: Uint32Array };

/** Adds the pixels of the box's row `y` that are not background to their columns, and says how many they are. Looks at every pixel of every picture, hence the plain loop. */
const addRow = (
  { pixels, width }: Raster,
  { left, right }: Box,
  [r, g, b]: Rgb,
  { y, by, columns }: { y: number; by: number; columns: Uint32Array },
): number => {
  let count = 0;
  let offset = (y * width + left) * 3;
  for (let x = 0; x < right - left; x += 1, offset += 3) {
    const red = (pixels[offset] as number) - r;
    const green = (pixels[offset + 1] as number) - g;
    const blue = (pixels[offset + 2] as number) - b;
    if (Math.imul(red, red) + Math.imul(green, green) + Math.imul(blue, blue) < DIFFERENT) continue;
    count += 1;
    columns[x] = (columns[x] as number) + by;
  }
  return count;
};

const profileOf = (raster: Raster, box: Box, ground: Rgb): Profile => {
  const columns = new Uint32Array(widthOf(box));
  const rows = new Uint32Array(heightOf(box));
  for (let row = 0; row < rows.length; row += 1)
    rows[row] = addRow(raster, box, ground, { y: box.top + row, by: 1, columns });
  return { rows, columns };
};

type Run = { readonly from: number; readonly to: number; readonly mass: number };

const runsOf = (counts: Uint32Array, least: number, gap: number): Run[] => {
  const runs: Run[] = [];
  counts.forEach((count, at) => {
    if (count < least) return;
    const last = runs.at(-1);
    if (last && at - last.to <= gap)
      runs[runs.length - 1] = { from: last.from, to: at + 1, mass: last.mass + count };
    else runs.push({ from: at, to: at + 1, mass: count });
  });
  return runs;
};

/**
 * The stretches that hold the content, the likeliest first: from the first weighty one to the last (a caption is not weighty, the
 * other half of a pair is), then, if there are several, the heaviest alone.
 */
const contentRuns = (counts: Uint32Array, across: number): Run[] => {
  const runs = runsOf(counts, Math.max(1, across * 0.012), Math.max(2, counts.length * 0.03));
  const [heaviest] = runs.toSorted((a, b) => b.mass - a.mass);
  if (!heaviest) return [];
  const weighty = runs.filter((run) => run.mass >= heaviest.mass * 0.2);
  const whole = {
    ...heaviest,
    from: weighty[0]?.from ?? heaviest.from,
    to: weighty.at(-1)?.to ?? heaviest.to,
  };
  return weighty.length > 1 ? [whole, heaviest] : [whole];
};

/** The boxes around what stands out from the ground, the likeliest first; none when nothing does. */
const contentBoxes = (raster: Raster, box: Box, ground: Rgb): Box[] => {
  const profile = profileOf(raster, box, ground);
  /** The columns of some rows alone. In most pictures the other rows are all background, so there is nothing to take off. */
  const columnsOf = ({ from, to }: Run): Uint32Array => {
    const columns = profile.columns.slice();
    for (const [row, count] of profile.rows.entries())
      if (count > 0 && (row < from || row >= to))
        addRow(raster, box, ground, { y: box.top + row, by: -1, columns });
    return columns;
  };
  return contentRuns(profile.rows, widthOf(box)).flatMap((rows) => {
    const band = { ...box, top: box.top + rows.from, bottom: box.top + rows.to };
    const [columns] = contentRuns(columnsOf(rows), heightOf(band));
    return columns ? [{ ...band, left: box.left + columns.from, right: box.left + columns.to }] : [];
  });
};

const inset = (box: Box): Box => ({
  left: box.left + RIM,
  top: box.top + RIM,
  right: box.right - RIM,
  bottom: box.bottom - RIM,
});

const isUsable = (box: Box): boolean => widthOf(box) >= SMALLEST && heightOf(box) >= SMALLEST;

/** Boxes inside one another, the innermost last, and others that may be the product. */
type Nest = { readonly nested: readonly [FoundBox, ...FoundBox[]]; readonly doubtful: readonly FoundBox[] };

const nestOf = (raster: Raster): Nest => {
  const nested: [FoundBox, ...FoundBox[]] = [{ box: wholeOf(raster), ground: null }];
  const doubtful: FoundBox[] = [];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const current = nested.at(-1) ?? nested[0];
    const outer = depth === 0 ? current.box : inset(current.box);
    if (!isUsable(outer)) break;
    const { ground, flat } = frameOf(raster, outer);
    const [inner, alone] = flat >= FLAT_SHARE ? contentBoxes(raster, outer, ground) : [];
    if (!inner || !isUsable(inner) || areaOf(inner) > areaOf(outer) * TIGHT_SHARE) break;
    if (flat < PLAIN_SHARE) doubtful.push(current);
    if (alone && isUsable(alone)) doubtful.push({ box: alone, ground });
    nested.push({ box: inner, ground });
  }
  return { nested, doubtful };
};

/**
 * The boxes that may be the product, the likeliest first. Flat frames are taken off from the outside inward. Where a frame is
 * only partly flat (a table's edge, a shadow), the box before is kept as well: another version of the picture may stop there.
 * Where things stand apart, the largest is kept as well: the others may be what a phone shows around the picture.
 */
export const productBoxes = (raster: Raster): readonly [FoundBox, ...FoundBox[]] => {
  const { nested, doubtful } = nestOf(raster);
  return [nested.at(-1) ?? nested[0], ...doubtful];
};

/** Rows (or columns) of which more than this differs from the ground belong to the picture, the others to the screen around it. */
const FILLED_SHARE = 0.6;
/** A band narrower than this is no band. */
const BAND_SHARE = 0.03;

/** The longest stretch of rows or columns that are filled from side to side, when there are bands of one colour before and after it. */
const betweenBands = (raster: Raster, axis: 'x' | 'y'): Box[] => {
  const whole = wholeOf(raster);
  const [length, across] = axis === 'x' ? [raster.width, raster.height] : [raster.height, raster.width];
  const edge = axis === 'x' ? { ...whole, right: 1 } : { ...whole, bottom: 1 };
  const { ground } = frameOf(raster, edge);
  const runs = runsOf(
    profileOf(raster, whole, ground)[axis === 'x' ? 'columns' : 'rows'],
    across * FILLED_SHARE,
    Math.max(1, length * 0.01),
  );
  const [longest] = runs.toSorted((a, b) => b.to - b.from - (a.to - a.from));
  if (!longest || longest.to - longest.from > length * (1 - 2 * BAND_SHARE)) return [];
  const [from, to] = [longest.from, longest.to];
  const box = axis === 'x' ? { ...whole, left: from, right: to } : { ...whole, top: from, bottom: to };
  return isUsable(box) ? [box] : [];
};

/** Everything that may be the picture itself, with or without what was put around it: the whole, what is between bands, each frame taken off, loose parts. */
export const picturesInside = (raster: Raster): readonly Box[] => {
  const { nested, doubtful } = nestOf(raster);
  const [whole, ...inner] = [...new Set([...nested, ...doubtful])].map(({ box }) => box);
  return [...(whole ? [whole] : []), ...betweenBands(raster, 'y'), ...betweenBands(raster, 'x'), ...inner];
};
