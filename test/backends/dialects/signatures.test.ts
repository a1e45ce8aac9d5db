/** How the dialects sign: the vectors, and that order and letters outside of ASCII do not matter. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacBase64Signature } from '../../../src/backends/dialects/hmac-base64.ts';
import { md5Signature } from '../../../src/backends/dialects/md5.ts';
import { hmacBase64, md5Sandwich } from '../../../src/backends/simulator/dialects/signatures.ts';
import vectors from '../../fixtures/dialect-signatures.json' with { type: 'json' };

type Vector = { readonly params: unknown; readonly secret: string; readonly signature: string };

const kinds = [
  { name: 'md5', sign: md5Signature, check: md5Sandwich, known: vectors.md5 as readonly Vector[] },
  {
    name: 'hmac-base64',
    sign: hmacBase64Signature,
    check: hmacBase64,
    known: vectors['hmac-base64'] as readonly Vector[],
  },
];

describe.each(kinds)('the signature of $name', ({ sign, check, known }) => {
  it.each(known)('is that of the vector $signature', ({ params, secret, signature }) => {
    const fields = params as Record<string, string>;
    expect(sign(fields, secret)).toBe(signature);
    const reversed = Object.fromEntries(Object.entries(fields).reverse());
    expect(sign(reversed, secret)).toBe(signature);
  });

  it('is what the other side expects, whatever is signed', () => {
    const names = fc.stringMatching(/^[A-Za-z_]{1,8}$/).filter((key) => key !== 'sign');
    const fields = fc.dictionary(names, fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fields, fc.string({ minLength: 1 }), (params, secret) => {
        expect(sign(params, secret)).toBe(check(new Map(Object.entries(params)), secret));
      }),
    );
  });
});
