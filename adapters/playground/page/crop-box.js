/** A box on a picture that is drawn, moved and resized by mouse, finger or keyboard. Its sides are shares of the picture's, 0 to 1. */

/** The box around everything. */
export const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };

/** No side is shorter than this. */
const LEAST = 0.08;

/** How far one press of an arrow key goes. */
const STEP = 0.02;

/** A pointer that moved less than this has pressed, not drawn. */
const A_PRESS = 0.02;

const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

const within = (value, from, to) => Math.min(to, Math.max(from, value));

const moved = ({ left, top, right, bottom }, x, y) => {
  const [across, down] = [within(x, -left, 1 - right), within(y, -top, 1 - bottom)];
  return { left: left + across, top: top + down, right: right + across, bottom: bottom + down };
};

/** The box with the named sides (`left top`, say) taken along. */
const resized = ({ left, top, right, bottom }, sides, x, y) => ({
  left: sides.includes('left') ? within(left + x, 0, right - LEAST) : left,
  top: sides.includes('top') ? within(top + y, 0, bottom - LEAST) : top,
  right: sides.includes('right') ? within(right + x, left + LEAST, 1) : right,
  bottom: sides.includes('bottom') ? within(bottom + y, top + LEAST, 1) : bottom,
});

/** From one end of a line to the other, and no shorter than the least side. */
const stretch = (one, other) => {
  const from = within(Math.min(one, other), 0, 1 - LEAST);
  return [from, within(Math.max(one, other), from + LEAST, 1)];
};

const drawn = (from, to) => {
  const [left, right] = stretch(from.x, to.x);
  const [top, bottom] = stretch(from.y, to.y);
  return { left, top, right, bottom };
};

/** What a drag that begins here does: a corner resizes, the box moves, and anything else draws a new box. */
const dragFrom = (target, start, from) => {
  const corner = target.dataset.corner;
  if (corner) return (to) => resized(start, corner, to.x - from.x, to.y - from.y);
  const isBox = target.closest('[data-box]') && !isWhole(start);
  if (isBox) return (to) => moved(start, to.x - from.x, to.y - from.y);
  return (to) => (Math.hypot(to.x - from.x, to.y - from.y) < A_PRESS ? start : drawn(from, to));
};

/** Whether a box takes in everything. */
export const isWhole = ({ left, top, right, bottom }) => left <= 0 && top <= 0 && right >= 1 && bottom >= 1;

/**
 * Makes `node` the box on `stage`, which is as large as the picture. `onShow` is told of every box that is shown, `onChange` of every one
 * that somebody has settled on.
 */
export const createCropBox = ({ stage, node, onShow, onChange }) => {
  let box = WHOLE;
  node.tabIndex = 0;

  const show = (next) => {
    box = next;
    const { left, top, right, bottom } = box;
    const sides = { left, top, width: right - left, height: bottom - top };
    for (const [side, share] of Object.entries(sides)) node.style[side] = `${share * 100}%`;
    onShow(box);
  };

  const settle = (next) => {
    show(next);
    onChange();
  };

  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    node.focus({ preventScroll: true });
    const { left, top, width, height } = stage.getBoundingClientRect();
    const placeOf = ({ clientX, clientY }) => ({ x: (clientX - left) / width, y: (clientY - top) / height });
    const start = box;
    const boxAt = dragFrom(event.target, start, placeOf(event));
    const drag = new AbortController();
    const { signal } = drag;
    stage.setPointerCapture(event.pointerId);
    stage.addEventListener('pointermove', (move) => show(boxAt(placeOf(move))), { signal });
    stage.addEventListener('lostpointercapture', () => drag.abort(), { signal });
    stage.addEventListener('lostpointercapture', () => box !== start && onChange(), { once: true });
  });

  node.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    settle(event.shiftKey ? resized(box, 'right bottom', ...arrow) : moved(box, ...arrow));
  });

  return { show, settle, box: () => box };
};
