/** Addresses of pictures as Slack may be given them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showable } from '../../../adapters/slack/pictures.ts';

const IBANK = 'https://cbu01.alicdn.com/img/ibank';

describe('a picture of 1688', () => {
  it.each([
    ['as it was uploaded', `${IBANK}/O1CN01-0-cib.jpg`],
    ['as WebP', `${IBANK}/O1CN01-0-cib.jpg_.webp`],
    ['as AVIF', `${IBANK}/O1CN01-0-cib.jpg_q75.jpg_.avif`],
    ['as the mobile page shows it', `${IBANK}/O1CN01-0-cib.jpg_270x270xzq60.jpg`],
    ['as a list shows it', `${IBANK}/O1CN01-0-cib.search.jpg`],
    ['in some size', `${IBANK}/O1CN01-0-cib.220x220.jpg`],
    ['turned into WebP by a parameter', `${IBANK}/O1CN01-0-cib.jpg?x-oss-process=image/format,webp`],
    ['without encryption', `${IBANK}/O1CN01-0-cib.jpg`.replace('https', 'http')],
  ])('%s is given as JPEG, small in a list and whole by itself', (_, address) => {
    const [small, whole] = [`${IBANK}/O1CN01-0-cib.310x310.jpg`, `${IBANK}/O1CN01-0-cib.jpg`];
    expect(showable(address, 'small')).toEqual([small, whole]);
    expect(showable(address, 'large')).toEqual([whole, small]);
  });

  it('that exists in no form that Slack shows has none', () => {
    expect(showable('https://cbu01.alicdn.com/img/ibank/O1CN01.webp', 'small')).toEqual([]);
  });

  it('elsewhere on its server is given as it is', () => {
    expect(showable('https://img.alicdn.com/imgextra/a.png_.webp', 'small')).toEqual([
      'https://img.alicdn.com/imgextra/a.png',
    ]);
  });
});

describe('any other picture', () => {
  it('is given as it is, or not at all', () => {
    expect(showable('https://pictures.example/a.jpg?size=2', 'large')).toEqual([
      'https://pictures.example/a.jpg?size=2',
    ]);
    expect(showable('https://alicdn.com.evil.example/a.jpg_.webp', 'small')).toEqual([]);
    expect(showable(null, 'small')).toEqual([]);
  });
});

it('whatever the address, what Slack gets is public, encrypted and of a form that it shows', () => {
  const anything = fc.oneof(
    fc.webUrl({ withQueryParameters: true }),
    fc.string({ unit: 'binary' }),
    fc.webPath().map((path) => `https://cbu01.alicdn.com${path}.jpg_.webp`),
    fc.ipV4().map((host) => `http://${host}/a.jpg`),
  );
  fc.assert(
    fc.property(anything, fc.constantFrom('small' as const, 'large' as const), (address, size) => {
      for (const shown of showable(address, size)) {
        const { protocol, hostname, pathname } = new URL(shown);
        expect([protocol, hostname.includes('.'), /^\d+(\.\d+){3}$/.test(hostname)]).toEqual([
          'https:',
          true,
          false,
        ]);
        expect(pathname).toMatch(/\.(jpe?g|png|gif)$/i);
      }
    }),
  );
});
