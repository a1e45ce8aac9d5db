/** Thumbnails of offers' pictures: fetched once, kept, and never a reason for an answer to fail. */
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import type { Store } from '../../src/domain/ports.ts';
import { createPictures } from '../../src/images/pictures.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { scene } from './sample-pictures.ts';

const original = await scene(900, 600).png().toBuffer();
const variant = await scene(310, 200).jpeg().toBuffer();
const never = new AbortController().signal;

/** A store in memory that remembers how long it was told to keep things. */
const memoryStore = () => {
  const kept = new Map<string, { value: unknown; ttlMs: number | undefined }>();
  const store: Store = {
    get: async <T>(key: string) => kept.get(key)?.value as T | undefined,
    set: async (key, value, ttlMs) => kept.set(key, { value, ttlMs }),
    delete: async (key) => kept.delete(key),
  };
  return { store, kept };
};

/** Pictures on a web where `web` says what is behind an address. */
const setUp = (
  web: (url: string) => Uint8Array | Promise<Uint8Array>,
  store = memoryStore().store,
  origins: readonly string[] = [],
) => {
  const asked: string[] = [];
  const log = recordedLog();
  const downloadPicture = async (url: string) => {
    asked.push(url);
    return web(url);
  };
  const parts = { download: { downloadPicture }, origins, store, ttlMs: 1000, log };
  return { asked, log, ...createPictures(parts) };
};

describe('thumbnail', () => {
  it('is a JPEG of at most 310 px a side', async () => {
    const { thumbnail } = setUp(() => original);
    const picture = await thumbnail('https://shop.example/a.png', never);
    const { format, width, height } = await sharp(picture ?? expect.fail()).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 310, height: 207 });
  });

  it('is fetched once and kept for as long as was said', async () => {
    const { store, kept } = memoryStore();
    const { thumbnail, asked } = setUp(() => original, store);
    const first = await thumbnail('https://shop.example/a.png', never);
    expect(await thumbnail('https://shop.example/a.png', never)).toEqual(first);
    expect(asked).toHaveLength(1);
    expect([...kept.values()].map(({ ttlMs }) => ttlMs)).toEqual([1000]);
    expect([...kept.keys()].join()).not.toContain('shop');
  });

  it('is at hand for a while, and in the store after that', async () => {
    const { thumbnail, asked } = setUp(() => original);
    const first = await thumbnail('https://shop.example/a.png', never);
    expect(await thumbnail('https://shop.example/a.png', never)).toBe(first);
    for (let other = 0; other < 130; other += 1) await thumbnail(`https://shop.example/${other}.png`, never);
    const again = await thumbnail('https://shop.example/a.png', never);
    expect(again).toEqual(first);
    expect(asked).toHaveLength(131);
  });

  it('is fetched once for all who ask at the same moment', async () => {
    const { thumbnail, asked } = setUp(() => original);
    const pictures = await Promise.all([1, 2, 3].map(() => thumbnail('https://shop.example/a.png', never)));
    expect(asked).toHaveLength(1);
    expect(new Set(pictures).size).toBe(1);
  });

  it('is null when there is no picture, and the log says why without the address', async () => {
    const failing: [string, () => Uint8Array][] = [
      ['url-not-found', () => fail('url-not-found')],
      ['photo-not-image', () => Buffer.from('<html>')],
      ['photo-broken', () => original.subarray(0, 2000)],
      ['photo-broken', () => variant.subarray(0, 2000)],
      ['internal', () => fail(new Error('surprise'))],
    ];
    for (const [code, web] of failing) {
      const { thumbnail, log } = setUp(web);
      expect(await thumbnail('https://shop.example/secret.png', never)).toBeNull();
      expect(log.lines).toEqual([{ level: 'debug', event: 'no picture of an offer', fields: { code } }]);
    }
  });

  it('is tried again after it could not be had', async () => {
    let calls = 0;
    const { thumbnail } = setUp(() => (++calls === 1 ? fail('url-unreachable') : original));
    expect(await thumbnail('https://shop.example/a.png', never)).toBeNull();
    expect(await thumbnail('https://shop.example/a.png', never)).not.toBeNull();
  });

  it('is the small variant on 1688 image hosts, and the original where that is missing', async () => {
    const url = 'https://cbu01.alicdn.com/img/ibank/O1CN01abc_!!1-0-cib.jpg';
    const small = 'https://cbu01.alicdn.com/img/ibank/O1CN01abc_!!1-0-cib.310x310.jpg';
    const both = setUp(() => original);
    await both.thumbnail(url, never);
    expect(both.asked).toEqual([small]);
    const missing = setUp((asked) => (asked === small ? fail('url-not-found') : original));
    expect(await missing.thumbnail(url, never)).not.toBeNull();
    expect(missing.asked).toEqual([small, url]);
  });

  it("is the small variant at the marketplace's own origins too, wherever these are now", async () => {
    const origins = ['http://127.0.0.1:5050', 'https://market.example'];
    const { thumbnail, asked } = setUp(() => original, memoryStore().store, origins);
    await thumbnail('http://127.0.0.1:4010/img/ibank/a.jpg', never);
    await thumbnail('https://market.example/img/ibank/b.jpg', never);
    await thumbnail('https://market.example.evil.example/img/ibank/c.jpg', never);
    expect(asked).toEqual([
      'http://127.0.0.1:5050/img/ibank/a.310x310.jpg',
      'https://market.example/img/ibank/b.310x310.jpg',
      'https://market.example.evil.example/img/ibank/c.jpg',
    ]);
  });

  it('is the variant of 1688 as it came, where that holds nothing but a picture of the right size', async () => {
    for (const picture of [scene(310, 200).jpeg(), scene(200, 310).jpeg({ chromaSubsampling: '4:4:4' })]) {
      const bytes = await picture.toBuffer();
      const { thumbnail } = setUp(() => bytes);
      expect(await thumbnail('https://shop.example/a.jpg', never)).toBe(bytes);
    }
  });

  it.each([
    ['too large', scene(320, 200).jpeg()],
    ['turned', scene(310, 200).withMetadata({ orientation: 6 }).jpeg()],
    ['with a profile of colours', scene(310, 200).withIccProfile('p3').jpeg()],
    ['progressive', scene(310, 200).jpeg({ progressive: true })],
    ['for print', scene(310, 200).toColourspace('cmyk').jpeg()],
    ['of another kind', scene(310, 200).png()],
  ])('is made anew of one that is %s', async (_, picture) => {
    const bytes = await picture.toBuffer();
    const made = (await setUp(() => bytes).thumbnail('https://shop.example/a.jpg', never)) ?? expect.fail();
    const { width, height, orientation, hasProfile, space, isProgressive } = await sharp(made).metadata();
    expect(Math.max(width, height)).toBe(310);
    expect([orientation, hasProfile, space, isProgressive]).toEqual([undefined, false, 'srgb', false]);
  });

  it.each([60_000, 40])('is made anew where %i bytes hang on behind it', async (count) => {
    const more = Buffer.from('<script>'.repeat(count / 8));
    const bytes = Buffer.concat([await scene(310, 200).jpeg().toBuffer(), more]);
    const made = await setUp(() => bytes).thumbnail('https://shop.example/a.jpg', never);
    expect(made?.length).toBeLessThan(20_000);
    expect(Buffer.from(made ?? expect.fail()).includes('<script>')).toBe(false);
  });

  it.each([
    'https://cbu01.alicdn.com/img/ibank/a.310x310.jpg',
    'https://cbu01.alicdn.com/img/ibank/a.search.jpg',
    'https://cbu01.alicdn.com/img/ibank/a.png',
    'https://cbu01.alicdn.com/other/a.jpg',
    'https://alicdn.com.evil.example/img/ibank/a.jpg',
    'http://127.0.0.1:4010/img/ibank/a.jpg',
  ])('is fetched from the address as it is: %s', async (url) => {
    const { thumbnail, asked } = setUp(() => original);
    await thumbnail(url, never);
    expect(asked).toEqual([url]);
  });

  it('reads addresses without a scheme as https', async () => {
    const { thumbnail, asked } = setUp(() => original);
    await thumbnail('//shop.example/a.jpg', never);
    expect(asked).toEqual(['https://shop.example/a.jpg']);
  });

  it('lets one asker give up without taking it from the others', async () => {
    let deliver: (bytes: Uint8Array) => void = () => {};
    const { thumbnail } = setUp(() => new Promise((resolve) => (deliver = resolve)));
    const stop = new AbortController();
    const impatient = thumbnail('https://shop.example/a.png', stop.signal);
    const patient = thumbnail('https://shop.example/a.png', never);
    stop.abort(new Error('too slow'));
    await expect(impatient).rejects.toThrow('too slow');
    deliver(original);
    expect(await patient).not.toBeNull();
  });

  it('survives a store that does not work', async () => {
    const broken = () => Promise.reject(new Error('disk full'));
    const { thumbnail, log } = setUp(() => original, { get: broken, set: broken, delete: broken });
    expect(await thumbnail('https://shop.example/a.png', never)).not.toBeNull();
    expect(log.lines.map(({ level, event }) => `${level} ${event}`)).toEqual([
      'warn picture store failed',
      'warn picture store failed',
    ]);
  });

  it('fetches at most eight at once', async () => {
    let open = 0;
    let most = 0;
    const { thumbnail } = setUp(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise(setImmediate);
      open -= 1;
      return original;
    });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => thumbnail(`https://shop.example/${index}.png`, never)),
    );
    expect(most).toBe(8);
  });
});

const fail = (reason: 'url-not-found' | 'url-unreachable' | Error): never => {
  throw reason instanceof Error ? reason : new TusouError(reason);
};

describe('a large picture', () => {
  const large = scene(1600, 1200);

  it('is a JPEG of at most 1280 px a side, from the address itself, and is not kept', async () => {
    const { store, kept } = memoryStore();
    const bytes = await large.png().toBuffer();
    const { picture, asked } = setUp(() => bytes, store);
    const address = '//cbu01.alicdn.com/img/ibank/1-0-cib.jpg';
    const { format, width, height } = await sharp(
      (await picture(address, never)) ?? expect.fail(),
    ).metadata();
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1280, height: 960 });
    expect(asked).toEqual([`https:${address}`]);
    expect(kept.size).toBe(0);
  });

  it('is null when it cannot be had or read', async () => {
    const { picture, log } = setUp(() => Buffer.from('<html>'));
    expect(await picture('https://shop.example/secret.png', never)).toBeNull();
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });

  it('ends with the signal', async () => {
    const stop = new AbortController();
    const { picture } = setUp(() => {
      stop.abort(new Error('enough'));
      throw new Error('aborted');
    });
    await expect(picture('https://shop.example/a.png', stop.signal)).rejects.toThrow('enough');
  });
});
