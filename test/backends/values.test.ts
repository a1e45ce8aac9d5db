/** The odd forms in which marketplaces write values. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  at,
  readCount,
  readFlag,
  readImageUrls,
  readLeast,
  readMoment,
  readOfferId,
  readPlainLines,
  readPlainText,
  readPrice,
  readRatio,
  readScore,
  readSplitPrice,
  readTiers,
} from '../../src/backends/values.ts';
import { cny } from '../../src/domain/money.ts';

const wild = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });

describe('readers', () => {
  it.each([
    ['13%', 0.13],
    ['29 %', 0.29],
    ['0.4666', 0.4666],
    [0.13, 0.13],
    ['100%', 1],
    ['0%', 0],
    ['13', null],
    ['113%', null],
    ['', null],
    ['-1%', null],
    [null, null],
    [{}, null],
  ])('reads the ratio %j as %j', (value, ratio) => {
    expect(readRatio(value)).toBe(ratio);
  });

  it.each([
    [340, 340],
    ['340', 340],
    ['1,200', 1200],
    ['100+', 100],
    ['1.2万', 12_000],
    ['1.2万+', 12_000],
    ['3亿', 300_000_000],
    ['300件', 300],
    ['1.5万+件', 15_000],
    ['-5', null],
    ['many', null],
    [Number.NaN, null],
    [undefined, null],
  ])('reads the count %j as %j', (value, count) => {
    expect(readCount(value)).toBe(count);
  });

  it.each([
    [true, true],
    ['true', true],
    ['Y', true],
    ['y', true],
    [1, true],
    [false, false],
    ['false', false],
    ['N', false],
    ['0', false],
    ['', null],
    [null, null],
    ['maybe', null],
  ])('reads the flag %j as %j', (value, flag) => {
    expect(readFlag(value)).toBe(flag);
  });

  it.each([
    ['4.5', 4.5],
    [5, 5],
    ['5.0', 5],
    ['5.1', null],
    ['98', null],
    ['', null],
  ])('reads the score %j as %j', (value, score) => {
    expect(readScore(value)).toBe(score);
  });

  it('reads offer ids from texts and numbers, and nothing that a button could not carry', () => {
    expect(readOfferId(700000000001)).toBe('700000000001');
    expect(readOfferId(' 700000000001 ')).toBe('700000000001');
    for (const value of ['7', 'abcdefgh', '70000000000x', -700000000001, 1.5, null])
      expect(readOfferId(value)).toBeNull();
  });

  it('takes a price of zero for no price', () => {
    expect(readPrice('12.5')).toEqual(cny(1250));
    expect(readPrice('0.00')).toBeNull();
    expect(readPrice(null)).toBeNull();
  });

  it('finds values at a path and nothing in what is inherited', () => {
    expect(at({ a: { b: 1 } }, 'a', 'b')).toBe(1);
    expect(at({ a: null }, 'a', 'b')).toBeUndefined();
    expect(at('text', 'length')).toBeUndefined();
    expect(at({}, 'constructor')).toBeUndefined();
  });

  it('never throw', () => {
    const readers = [
      readCount,
      readFlag,
      readImageUrls,
      readOfferId,
      readPlainText,
      readPrice,
      readRatio,
      readScore,
    ];
    fc.assert(
      fc.property(wild, (value) => {
        for (const read of readers) read(value);
      }),
    );
  });
});

describe('ranges of quantities', () => {
  it.each([
    ['2~99', 2],
    ['2-99', 2],
    ['1,000 ～ 1,999', 1000],
    ['≥100', 100],
    ['>=100', 100],
    ['≥ 100件', 100],
    ['1.2万', 12_000],
    [5, 5],
    ['many', null],
    ['-5', null],
    [null, null],
  ])('of %j begin at %j', (value, least) => {
    expect(readLeast(value)).toBe(least);
  });

  it('make a price ladder', () => {
    const steps = [
      { quantity: '≥100', price: '11.80' },
      { quantity: '2~99', price: '12.50' },
    ];
    expect(readTiers(steps).map(({ minQuantity, price }) => [minQuantity, price.fen])).toEqual([
      [2, 1250],
      [100, 1180],
    ]);
  });
});

describe('a price in two parts', () => {
  it.each([
    [12, 50, cny(1250)],
    ['12', '05', cny(1205)],
    [12, 0, cny(1200)],
    [12, null, cny(1200)],
    [12, 5, null],
    ['12', '5', null],
    [0, 0, null],
    [null, 50, null],
  ])('of %j and %j', (whole, decimals, price) => {
    expect(readSplitPrice(whole, decimals)).toEqual(price);
  });
});

describe('readPlainText', () => {
  it.each([
    ['<font color=red>不锈钢</font>水壶', '不锈钢水壶'],
    ['A &amp; B &lt;5mm &#8451; &#x2103;', 'A & B <5mm ℃ ℃'],
    ['&lt;b&gt;bold&lt;/b&gt;', 'bold'],
    ['&amp;lt;', '&lt;'],
    ['厚度<5mm 宽>3', '厚度<5mm 宽>3'],
    ['a\u202egnp.exe\u202c', 'agnp.exe'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['&#8238;evil', 'evil'],
    ['line\nbreak\u0000\ttab', 'line break tab'],
    ['👩\u200d🚀', '👩\u200d🚀'],
    ['&#xD800;&#99999999;', '&#99999999;'],
    [12, '12'],
    ['  ', null],
    ['<font></font>', null],
    [null, null],
  ])('reads %j as %j', (value, plain) => {
    expect(readPlainText(value)).toBe(plain);
  });

  it('leaves no control, direction or broken characters in any text', () => {
    const nasty = fc.string({ unit: 'binary' }).map((text) => `${text}\ud800\u202e&#8238;&#0;`);
    fc.assert(
      fc.property(nasty, (value) => {
        const plain = readPlainText(value) ?? '';
        expect(plain.isWellFormed()).toBe(true);
        expect(plain).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});

describe('readImageUrls', () => {
  const cdn = 'https://cbu01.alicdn.com/img/ibank';

  it.each([
    ['//cbu01.alicdn.com/img/ibank/a.jpg', [`${cdn}/a.jpg`]],
    ['http://cbu01.alicdn.com/img/ibank/a.jpg', [`${cdn}/a.jpg`]],
    [`${cdn}/a.jpg,//cbu01.alicdn.com/img/ibank/b.jpg`, [`${cdn}/a.jpg`, `${cdn}/b.jpg`]],
    [`${cdn}/a.jpg?x-oss-process=image/resize,w_100`, [`${cdn}/a.jpg?x-oss-process=image/resize,w_100`]],
    [`${cdn}/a.jpg_.webp`, [`${cdn}/a.jpg`]],
    [`${cdn}/a.jpg_270x270xzq60.jpg_.webp`, [`${cdn}/a.jpg_270x270xzq60.jpg`]],
    [[`${cdn}/a.jpg`, `${cdn}/a.jpg`, 5, ''], [`${cdn}/a.jpg`]],
    ['http://127.0.0.1:4010/p/1.jpg', ['http://127.0.0.1:4010/p/1.jpg']],
    ['javascript:alert(1)', []],
    ['a.jpg', []],
    [null, []],
  ])('reads %j as %j', (value, urls) => {
    expect(readImageUrls(value)).toEqual(urls);
  });
});

describe('readTiers', () => {
  const step = fc.record({
    quantity: fc.oneof(fc.nat(500), fc.nat(500).map(String), fc.constant(null), fc.constant('?')),
    price: fc.oneof(
      fc.double({ min: 0, max: 999, noNaN: true }).map((price) => price.toFixed(2)),
      fc.constant(null),
    ),
  });

  it('comes out sorted and strictly increasing, whatever goes in', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const tiers = readTiers(steps);
        tiers.forEach((tier, index) => {
          expect(tier.minQuantity).toBeGreaterThan(tiers[index - 1]?.minQuantity ?? 0);
          expect(tier.price.fen).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('does not depend on the order of the steps', () => {
    const shuffled = fc
      .array(step)
      .chain((steps) =>
        fc.tuple(
          fc.constant(steps),
          fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([steps, others]) => {
        expect(readTiers(others)).toEqual(readTiers(steps));
      }),
    );
  });

  it('keeps the higher of two prices for one quantity, and every other step', () => {
    const steps = [
      { quantity: 100, price: '11.80' },
      { quantity: '2', price: '12.00' },
      { quantity: 2, price: '12.50' },
      { quantity: 0, price: '15' },
    ];
    expect(readTiers(steps)).toEqual([
      { minQuantity: 1, price: cny(1500) },
      { minQuantity: 2, price: cny(1250) },
      { minQuantity: 100, price: cny(1180) },
    ]);
  });
});

describe('readMoment', () => {
  it.each([
    ['20260701000000000+0800', Date.UTC(2026, 5, 30, 16)],
    ['20260102030405678+0000', Date.UTC(2026, 0, 2, 3, 4, 5, 678)],
    ['20261345000000000+0800', null],
    ['2026-07-01', null],
    [20260701, null],
    [null, null],
  ])('reads %j as %j', (value, ms) => {
    expect(readMoment(value)).toBe(ms);
  });
});

describe('readPlainLines', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['one<br>two<BR/>three', 'one\ntwo\nthree'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'ab'],
    ['<script>alert(1)</script>words<!-- not these --><style>p{}</style>', 'words'],
    ['<p>&nbsp;</p><img src=x>', null],
    ['&lt;b&gt; 5 &amp; 6', '5 & 6'],
    ['words<!-- for nobody <p>and nothing after</p>', 'words'],
    ['words<script>never closed</style>', 'words'],
    ['', null],
    [null, null],
  ])('reads %j as %j', (value, lines) => {
    expect(readPlainLines(value)).toBe(lines);
  });

  it.each(['<!--', '<script '])('is done with a hostile description at once: many times %j', (sign) => {
    expect(readPlainLines(`words${sign.repeat(1_000_000)}`)).toBe('words');
  });
});
