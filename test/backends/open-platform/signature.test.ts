/** The gateway's signature against 1688's published vector and independently computed ones. */
import { describe, expect, it } from 'vitest';
import { aopSignature } from '../../../src/backends/open-platform/signature.ts';
import vectors from '../../fixtures/aop-signatures.json' with { type: 'json' };

describe('aopSignature', () => {
  it.each(vectors)('signs $urlPath as the vector says', ({ urlPath, params, secret, signature }) => {
    expect(aopSignature(urlPath, params as unknown as Record<string, string>, secret)).toBe(signature);
  });

  it('does not depend on the order in which parameters are given', () => {
    expect(aopSignature('p', { a: '1', b: '2' }, 's')).toBe(aopSignature('p', { b: '2', a: '1' }, 's'));
  });

  it('sorts by bytes, where JavaScript would sort letters outside the basic plane differently', () => {
    // In UTF-16, U+1F600 begins with a surrogate, which is below U+FF5E; in UTF-8 it comes after it.
    const expected = aopSignature('p\uff5e1\u{1f600}2', {}, 's');
    expect(aopSignature('p', { '\u{1f600}': '2', '\uff5e': '1' }, 's')).toBe(expected);
  });
});
