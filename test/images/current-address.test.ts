/** Where a remembered picture of the demo catalogue is after a restart. */
import { expect, it } from 'vitest';
import { currentAddress } from '../../src/images/current-address.ts';

const HOME = 'http://127.0.0.1:4102';

it.each([
  ['http://127.0.0.1:4000/img/1.jpg?v=2', [HOME], 'http://127.0.0.1:4102/img/1.jpg?v=2'],
  ['http://127.0.0.1:4102/img/1.jpg', ['https://cdn.example', HOME], 'http://127.0.0.1:4102/img/1.jpg'],
  ['https://cbu01.alicdn.com/img/1.jpg', [HOME], 'https://cbu01.alicdn.com/img/1.jpg'],
  ['http://127.0.0.1:4000/img/1.jpg', ['https://gw.open.1688.com'], 'http://127.0.0.1:4000/img/1.jpg'],
  ['http://127.0.0.1:4000/img/1.jpg', [], 'http://127.0.0.1:4000/img/1.jpg'],
  ['http://127.0.0.1.evil.example/a.jpg', [HOME], 'http://127.0.0.1.evil.example/a.jpg'],
  ['no address', [HOME], 'no address'],
])('%s with %j is %s', (url, origins, now) => {
  expect(currentAddress(url, origins)).toBe(now);
});
