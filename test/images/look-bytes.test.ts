/** Looks on their way into the store and back. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromBytes, toBytes } from '../../src/images/look-bytes.ts';

it('a look comes back as it was, to the nearest of 256 steps, and then never changes', () => {
  const look = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { maxLength: 50 });
  fc.assert(
    fc.property(look, (numbers) => {
      const before = Float32Array.from(numbers);
      const after = fromBytes(toBytes(before));
      for (const [at, number] of before.entries())
        expect(Math.abs((after[at] as number) - number)).toBeLessThanOrEqual(0.5 / 255 + 1e-6);
      expect(fromBytes(toBytes(after))).toEqual(after);
    }),
  );
});
