import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SUBJECTS } from '../../src/domain/facet.ts';
import { subjectsWorthAsking } from '../../src/search/subjects.ts';

const photo = { width: 800, height: 400 };
const box = (left: number, right: number, top: number, bottom: number) => ({ left, top, right, bottom });

describe('the subjects of a photo that are worth a button', () => {
  it('are the boxes as shares of the photo, in their order', () => {
    expect(subjectsWorthAsking([box(400, 800, 0, 400), box(0, 200, 100, 300)], photo)).toEqual([
      box(0.5, 1, 0, 1),
      box(0, 0.25, 0.25, 0.75),
    ]);
  });

  it('are none where the only box is most of the photo, and one where it is a small part of it', () => {
    expect(subjectsWorthAsking([box(50, 750, 20, 380)], photo)).toEqual([]);
    expect(subjectsWorthAsking([box(80, 240, 100, 300)], photo)).toHaveLength(1);
  });

  it('leave out specks, repeats and what lies outside', () => {
    const boxes = [box(0, 400, 0, 400), box(5, 395, 4, 398), box(500, 510, 10, 20), box(900, 999, 0, 300)];
    expect(subjectsWorthAsking([...boxes, box(420, 800, 0, 400)], photo)).toHaveLength(2);
  });

  it('lie inside the photo and have numbers that fit into a button, whatever came', () => {
    const sides = fc.double({ min: 0, max: 5000, noNaN: true });
    const boxes = fc.array(fc.tuple(sides, sides, sides, sides).map((four) => box(...four)));
    fc.assert(
      fc.property(boxes, (made) => {
        const kept = subjectsWorthAsking(made, photo);
        expect(kept.length).toBeLessThanOrEqual(MOST_SUBJECTS);
        for (const { left, top, right, bottom } of kept)
          expect(left >= 0 && top >= 0 && right <= 1 && bottom <= 1 && left < right && top < bottom).toBe(
            true,
          );
      }),
    );
  });
});
