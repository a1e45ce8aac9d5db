/** Lays one small grey picture over another: finds the cut, the stretch and the change of light that turn the one into the other. */

/** Brightness on `side` x `side` cells, row by row. */
export type Plane = { readonly values: ArrayLike<number>; readonly side: number };

/**
 * Where a cell lies in the other picture, both counted from -1 to 1: `x * scaleX + shiftX`, `y * scaleY + shiftY`; its brightness
 * there times `gain` plus `bias` is what it has here.
 */
export type Placement = {
  readonly scaleX: number;
  readonly shiftX: number;
  readonly scaleY: number;
  readonly shiftY: number;
  readonly gain: number;
  readonly bias: number;
};

/** Nothing moved and nothing changed. */
export const UNMOVED: Placement = { scaleX: 1, shiftX: 0, scaleY: 1, shiftY: 0, gain: 1, bias: 0 };

const UNKNOWNS = 6;
/** Differences much above this are taken for something that was put over the picture, not for a wrong placement. */
const ODD_DIFFERENCE = 12;
/** Beyond these nobody would call it a copy any more. */
const LEAST_SCALE = 0.6;
const MOST_SCALE = 1.6;
const MOST_SHIFT = 0.5;
/** Less of the picture says too little. */
const LEAST_OVERLAP = 0.4;
/** Steps smaller than this change nothing. */
const ARRIVED = 0.002;

/** The value between four cells; `column` and `row` must lie inside of the plane. */
export const between = ({ values, side }: Plane, column: number, row: number): number => {
  const [x, y] = [Math.floor(column), Math.floor(row)];
  const [dx, dy] = [column - x, row - y];
  const at = y * side + x;
  const upper = (values[at] as number) * (1 - dx) + (values[at + 1] as number) * dx;
  const lower = (values[at + side] as number) * (1 - dx) + (values[at + side + 1] as number) * dx;
  return upper * (1 - dy) + lower * dy;
};

/** Calls `visit` for each cell whose place in the other picture is at least `rim` cells inside of it. */
export const eachPlaced = (
  { scaleX, shiftX, scaleY, shiftY }: Placement,
  { side, rim }: { side: number; rim: number },
  visit: (cell: number, column: number, row: number, x: number, y: number) => void,
): void => {
  const half = (side - 1) / 2;
  const last = side - 1.001 - rim;
  for (let cell = 0; cell < side * side; cell += 1) {
    const x = ((cell % side) - half) / half;
    const y = (Math.floor(cell / side) - half) / half;
    const column = (x * scaleX + shiftX) * half + half;
    const row = (y * scaleY + shiftY) * half + half;
    if (column >= rim && column <= last && row >= rim && row <= last) visit(cell, column, row, x, y);
  }
};

/** Solves a small system of equations, given row by row with the right side as the last column; null where it has no one solution. */
const solve = (rows: readonly Float64Array[]): Float64Array | null => {
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    const row = rows[at] as Float64Array;
    const pivot = row[at] as number;
    if (!(Math.abs(pivot) > 1e-9)) return null;
    for (let other = 0; other < size; other += 1) {
      if (other === at) continue;
      const below = rows[other] as Float64Array;
      const factor = (below[at] as number) / pivot;
      for (let column = at; column <= size; column += 1)
        below[column] = (below[column] as number) - factor * (row[column] as number);
    }
  }
  return Float64Array.from(rows, (row, at) => (row[size] as number) / (row[at] as number));
};

/** One step of Gauss and Newton with odd differences held down, as equations; null when too little of the pictures overlaps. */
const equationsFor = (here: Plane, there: Plane, placement: Placement): Float64Array[] | null => {
  const { side } = here;
  const half = (side - 1) / 2;
  const { gain, bias } = placement;
  const rows = Array.from({ length: UNKNOWNS }, () => new Float64Array(UNKNOWNS + 1));
  const slope = new Float64Array(UNKNOWNS + 1);
  slope[5] = 1;
  let overlap = 0;
  eachPlaced(placement, { side, rim: 1 }, (cell, column, row, x, y) => {
    overlap += 1;
    const value = between(there, column, row);
    const alongX = gain * half * (between(there, column + 0.5, row) - between(there, column - 0.5, row));
    const alongY = gain * half * (between(there, column, row + 0.5) - between(there, column, row - 0.5));
    slope[0] = alongX * x;
    slope[1] = alongX;
    slope[2] = alongY * y;
    slope[3] = alongY;
    slope[4] = value;
    const difference = (here.values[cell] as number) - gain * value - bias;
    slope[6] = difference;
    const weight = 1 / (1 + (difference / ODD_DIFFERENCE) ** 2);
    for (let i = 0; i < UNKNOWNS; i += 1) {
      const equation = rows[i] as Float64Array;
      const weighted = weight * (slope[i] as number);
      for (let j = i; j <= UNKNOWNS; j += 1)
        equation[j] = (equation[j] as number) + weighted * (slope[j] as number);
    }
  });
  if (overlap < LEAST_OVERLAP * side * side) return null;
  rows.forEach((row, i) => {
    // A little damping keeps flat pictures from running away.
    row[i] = (row[i] as number) * 1.001 + 1e-3;
    for (let j = 0; j < i; j += 1) row[j] = (rows[j] as Float64Array)[i] as number;
  });
  return rows;
};

const isPlausible = ({ scaleX, shiftX, scaleY, shiftY }: Placement): boolean =>
  [scaleX, scaleY].every((scale) => scale > LEAST_SCALE && scale < MOST_SCALE) &&
  [shiftX, shiftY].every((shift) => Math.abs(shift) < MOST_SHIFT);

/**
 * Betters a placement of `here` in `there` step by step. Null when it leads nowhere: too little overlap, or a stretch that no
 * copy has. That a placement was found does not say that the pictures agree.
 */
export const align = (here: Plane, there: Plane, from: Placement, steps: number): Placement | null => {
  let placement = from;
  for (let step = 0; step < steps; step += 1) {
    const equations = equationsFor(here, there, placement);
    const change = equations && solve(equations);
    if (!change) return null;
    const [scaleX = 0, shiftX = 0, scaleY = 0, shiftY = 0, gain = 0, bias = 0] = change;
    placement = {
      scaleX: placement.scaleX + scaleX,
      shiftX: placement.shiftX + shiftX,
      scaleY: placement.scaleY + scaleY,
      shiftY: placement.shiftY + shiftY,
      gain: placement.gain + gain,
      bias: placement.bias + bias,
    };
    if (!isPlausible(placement)) return null;
    if (Math.abs(scaleX) + Math.abs(shiftX) + Math.abs(scaleY) + Math.abs(shiftY) < ARRIVED) break;
  }
  return placement;
};
