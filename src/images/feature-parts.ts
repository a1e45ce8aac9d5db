/** A picture's features as one array, which is what is handed about and remembered, and the parts that it is made of. */
import { COLOUR_LENGTH } from './colour.ts';
import { packScene, type Scene, unpackScene } from './scene.ts';
import { SHAPE_LENGTH } from './shape.ts';
import { TEMPLATE_LENGTH } from './template.ts';

/** Numbers in one view of a picture: its shape, then its colour. */
export const VIEW_LENGTH = SHAPE_LENGTH + COLOUR_LENGTH;

/**
 * What is known of a picture: views (`VIEW_LENGTH` each, the first of the likeliest product box), templates (`TEMPLATE_LENGTH`
 * each) and the scene. Each may be empty: a catalogue has no use for its own pictures' scenes.
 */
export type FeatureParts = {
  readonly views: Float32Array;
  readonly templates: Float32Array;
  readonly scene: Scene;
  /** Whether the thing stands by itself on flat ground. */
  readonly isOnGround: boolean;
};

/** Numbers before the views: how many views and templates, and the ground. */
const HEAD = 3;

/** The parts as one array of numbers from 0 to 1, fit to be kept as bytes. */
export const packFeatures = ({ views, templates, scene, isOnGround }: FeatureParts): Float32Array => {
  const head = [
    views.length / VIEW_LENGTH / 255,
    templates.length / TEMPLATE_LENGTH / 255,
    Number(isOnGround),
  ];
  const cells = packScene(scene);
  const packed = new Float32Array(HEAD + views.length + templates.length + cells.length);
  packed.set(head);
  packed.set(views, HEAD);
  packed.set(templates, HEAD + views.length);
  packed.set(cells, HEAD + views.length + templates.length);
  return packed;
};

/** Takes apart what `packFeatures` made, without copying. */
export const unpackFeatures = (packed: Float32Array): FeatureParts => {
  const count = (at: number) => Math.round((packed[at] ?? 0) * 255);
  const templatesFrom = HEAD + count(0) * VIEW_LENGTH;
  const sceneFrom = templatesFrom + count(1) * TEMPLATE_LENGTH;
  return {
    views: packed.subarray(HEAD, templatesFrom),
    templates: packed.subarray(templatesFrom, sceneFrom),
    scene: unpackScene(packed.subarray(sceneFrom)),
    isOnGround: packed[2] === 1,
  };
};
