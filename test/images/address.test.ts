/** The guard of web addresses: everything that is not plainly public is refused, in any notation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, parseAddress, publicLookup, refusePrivate } from '../../src/images/address.ts';
import { ODD_PORT_URLS, PRIVATE_URLS } from './private-urls.ts';

const none: ReadonlySet<string> = new Set();
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
  return 'let through';
};
const guard = (text: string) => codeOf(() => refusePrivate(parseAddress(text), none));

describe('parseAddress and refusePrivate', () => {
  it.each([...PRIVATE_URLS, ...ODD_PORT_URLS])('refuses %s', (text) => {
    expect(guard(text)).toMatch(/^url-(private|invalid)$/);
  });

  it.each([
    'https://cbu01.alicdn.com/img/ibank/O1CN01.jpg',
    'http://8.8.8.8/a.png',
    'https://[2606:4700:4700::1111]/a.png',
    'https://xn--fiqs8s.example.com:8443/a.png?x=1#y',
    'https://example.com./a.png',
    '  https://example.com/a.png\n',
    'http://[64:ff9b::808:808]/a.png',
  ])('lets %s through', (text) => {
    expect(guard(text)).toBe('let through');
  });

  it('lets a trusted origin through, and only exactly that one', () => {
    const trusted = new Set(['http://127.0.0.1:4010']);
    const judge = (text: string) => codeOf(() => refusePrivate(parseAddress(text), trusted));
    expect(judge('http://127.0.0.1:4010/a.jpg')).toBe('let through');
    expect(judge('http://127.0.0.1:4011/a.jpg')).toBe('url-private');
    expect(judge('https://127.0.0.1:4010/a.jpg')).toBe('url-private');
    expect(judge('http://localhost:4010/a.jpg')).toBe('url-private');
  });

  it('answers any text with a url or one of its own codes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `http://${text}`),
        ),
        (text) => {
          expect(['let through', 'url-private', 'url-invalid']).toContain(guard(text));
        },
      ),
    );
  });
});

/** The ways to write one IPv4 address that URL parsers know. */
const notations = ([a, b, c, d]: readonly [number, number, number, number]): string[] => {
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const octal = (value: number) => `0${value.toString(8)}`;
  const hex = (value: number) => `0x${value.toString(16)}`;
  return [
    `${a}.${b}.${c}.${d}`,
    `${a}.${b}.${c}.${d}.`,
    String(number),
    hex(number),
    octal(number),
    [a, b, c, d].map(octal).join('.'),
    [a, b, c, d].map(hex).join('.'),
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
    `[::${a}.${b}.${c}.${d}]`,
    `[64:ff9b::${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}]`,
    `[2002:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}::1]`,
  ];
};

const octet = fc.integer({ min: 0, max: 255 });
const privateIPv4 = fc.oneof(
  fc.tuple(fc.constant(10), octet, octet, octet),
  fc.tuple(fc.constant(127), octet, octet, octet),
  fc.tuple(fc.constant(0), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

describe('isPublicAddress', () => {
  it('refuses every private IPv4 address in every notation', () => {
    fc.assert(
      fc.property(privateIPv4, (octets) => {
        for (const host of notations(octets)) expect(guard(`http://${host}/`), host).toBe('url-private');
      }),
    );
  });

  it('refuses every IPv6 address outside of global unicast, but for NAT64 of public ones', () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.tuple(group, group, group, group, group, group, group, group), (groups) => {
        const address = groups.map((part) => part.toString(16)).join(':');
        const isGlobal = (groups[0] & 0xe000) === 0x2000;
        if (!isGlobal) expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });

  it('refuses what is no address', () => {
    for (const text of ['', 'localhost', '1.2.3.4.5', ':::', '1.2.3.4/8'])
      expect(isPublicAddress(text)).toBe(false);
  });
});

describe('publicLookup', () => {
  const lookUp = (addresses: string[], options: { all?: boolean } = { all: true }) =>
    new Promise((resolve) => {
      const answers = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      publicLookup((_, callback) => callback(null, answers))('shop.example', options, (error, ...found) =>
        resolve(error ? ((error as { code?: string }).code ?? error.message) : found),
      );
    });

  it('hands on the very addresses that it checked', async () => {
    const two = ['8.8.8.8', '2606:4700::1'];
    const both = [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ];
    expect(await lookUp(two)).toEqual([both]);
    expect(await lookUp(two, {})).toEqual(['8.8.8.8', 4]);
  });

  it('refuses a name when any of its addresses is private', async () => {
    expect(await lookUp(['8.8.8.8', '10.0.0.1'])).toBe('url-private');
    expect(await lookUp(['2606:4700::1', '::1'], {})).toBe('url-private');
  });

  it('passes on that a name has no address', async () => {
    expect(await lookUp([])).toBe('no address');
  });
});
