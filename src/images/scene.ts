/** A photo as cells in several sizes and turns, in which a thing can be looked for that fills it, or only a part of it. */
import { setImmediate } from 'node:timers/promises';
import { CELL_NUMBERS, type Cells, cellsOf } from './cells.ts';
import { CELL_SIDE } from './gradient.ts';
import { patchOf } from './patch.ts';
import type { Raster } from './product-box.ts';

/** Cells on a side of what is looked for. */
export const THING_CELLS = 8;
/** How much of the photo's longer side a thing may take. Products that fill less than half are for the asker to cut out. */
const SIZES = [1, 0.86, 0.74, 0.63, 0.54, 0.46] as const;
/** Degrees by which a photo is held askew; what lies between is near enough to one of them. */
const TURNS = [0, -9, 9] as const;

/** Every size in every turn; the first `SIZES.length` are not turned. */
export type Scene = readonly Cells[];

/** How many of a scene's grids are upright. */
export const UPRIGHT_GRIDS = SIZES.length;

const gridsOf = (
  raster: Raster,
  turns: readonly number[],
): { columns: number; rows: number; step: number; turn: number }[] => {
  const side = Math.max(raster.width, raster.height);
  return turns.flatMap((turn) =>
    SIZES.map((size) => {
      const step = (size * side) / (THING_CELLS * CELL_SIDE);
      const cells = (pixels: number) => Math.max(THING_CELLS, Math.round(pixels / step / CELL_SIDE));
      return { columns: cells(raster.width), rows: cells(raster.height), step, turn };
    }),
  );
};

const sceneIn = async (raster: Raster, turns: readonly number[]): Promise<Scene> => {
  const scene: Cells[] = [];
  for (const { columns, rows, step, turn } of gridsOf(raster, turns)) {
    const size = { width: columns * CELL_SIDE, height: rows * CELL_SIDE };
    const patch = patchOf(raster, { x: raster.width / 2, y: raster.height / 2, step, turn, ...size });
    scene.push(cellsOf(patch, patch.inside));
    // All of them take some 30 ms: others get their turn in between.
    await setImmediate();
  }
  return scene;
};

/** The scene in the raster of a photo that may be held askew. */
export const sceneOf = (raster: Raster): Promise<Scene> => sceneIn(raster, TURNS);

/** The scene in the raster of a picture that is held upright: a third of the work. */
export const uprightSceneOf = (raster: Raster): Promise<Scene> => sceneIn(raster, [0]);

/** A scene as numbers from 0 to 1: how many grids, the sides of each, then their cells. */
export const packScene = (scene: Scene): number[] => [
  scene.length / 255,
  ...scene.flatMap(({ columns, rows }) => [columns / 255, rows / 255]),
  ...scene.flatMap(({ numbers }) => Array.from(numbers)),
];

const whole = (value: number | undefined): number => Math.round((value ?? 0) * 255);

/** The scene that was packed at the start of these numbers; an empty one when there are none. */
export const unpackScene = (packed: Float32Array): Scene => {
  const count = whole(packed[0]);
  let from = 1 + count * 2;
  return Array.from({ length: count }, (_, at) => {
    const [columns, rows] = [whole(packed[1 + at * 2]), whole(packed[2 + at * 2])];
    const start = from;
    from += columns * rows * CELL_NUMBERS;
    return { columns, rows, numbers: packed.subarray(start, from), cover: new Float32Array() };
  });
};
