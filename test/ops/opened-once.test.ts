/** Opening what is first needed: once for all, and again only after a failure. */
import { expect, it } from 'vitest';
import { openedOnce } from '../../src/ops/opened-once.ts';

it('opens once, however many ask, and not before anybody does', async () => {
  let opened = 0;
  const open = openedOnce(async () => {
    opened += 1;
    return { opened };
  });
  expect(opened).toBe(0);
  const [one, other] = await Promise.all([open(), open()]);
  expect(one).toBe(other);
  expect(await open()).toEqual({ opened: 1 });
});

it('tries again after a failure, which all hear of who asked meanwhile', async () => {
  const answers = [() => Promise.reject(new Error('not yet')), () => Promise.resolve('there')];
  const open = openedOnce(() => answers.shift()?.() ?? Promise.reject(new Error('too often')));
  const both = await Promise.allSettled([open(), open()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await open()).toBe('there');
  expect(await open()).toBe('there');
});
