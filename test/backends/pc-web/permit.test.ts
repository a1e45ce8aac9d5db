/** Document 000's own example: key, permit, object key. */
import { describe, expect, it } from 'vitest';
import { callbackName, unwrapJsonp } from '../../../src/backends/pc-web/jsonp.ts';
import { appKeyFor, objectKey } from '../../../src/backends/pc-web/oss.ts';
import { checkSize, readPermit } from '../../../src/backends/pc-web/permit.ts';

const POLICY =
  'eyJleHBpcmF0aW9uIjoiMjAxOS0wNy0wN1QxODowNTowMC4wMTRaIiwiY29uZGl0aW9ucyI6W1siY29udGVudC1sZW5ndGgtcmFuZ2UiLDAsMTA0ODU3NjAwMF1dfQ==';

const data = (change: object = {}) => ({
  data: {
    policy: POLICY,
    expire: '1562522833',
    enable: true,
    accessid: 'LTAIexample',
    signature: 'c2lnbmF0dXJl',
    host: 'https://cbusearch.oss-cn-shanghai.aliyuncs.com',
    ...change,
  },
});

const failure = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

it('makes the app key of the example', () => {
  expect(appKeyFor('1562504831421')).toBe('cGNfdHVzb3U7MTU2MjUwNDgzMTQyMQ==');
});

it('makes keys like that of the example', () => {
  for (const random of [() => 0, () => 0.5, () => 0.999_999])
    expect(objectKey(random, 1562504734000)).toMatch(/^cbuimgsearch\/[0-9A-Za-z]{10}1562504734000\.jpg$/);
});

describe('a permit', () => {
  it('ends with the earlier of its two ends, and says which sizes it covers', () => {
    expect(readPermit('permit', data())).toEqual({
      policy: POLICY,
      accessId: 'LTAIexample',
      signature: 'c2lnbmF0dXJl',
      origin: 'https://cbusearch.oss-cn-shanghai.aliyuncs.com',
      untilMs: Date.UTC(2019, 6, 7, 18, 5, 0, 14),
      bytes: { least: 0, most: 1_048_576_000 },
    });
    expect(readPermit('permit', data({ expire: '1562500000' })).untilMs).toBe(1_562_500_000_000);
  });

  it.each([
    'http://cbusearch.oss-cn-shanghai.aliyuncs.com',
    'https://aliyuncs.com.example.org',
    'https://10.0.0.1',
    'nowhere',
    null,
  ])('does not send pictures to %s', (host) => {
    expect(readPermit('permit', data({ host })).origin).toBeNull();
  });

  it.each([
    [{ enable: 'false' }, 'uploads are switched off'],
    [{ signature: '' }, 'a reply without a permit'],
    [{ policy: null }, 'a reply without a permit'],
  ])('that has %j is none', (change, words) => {
    const error = failure(() => readPermit('permit', data(change)));
    expect(error).toMatchObject({ code: 'backend-blocked', detail: `permit: ${words}` });
  });

  it('refuses pictures of other sizes', () => {
    const policy = Buffer.from('{"conditions":[["content-length-range",10,20]]}').toString('base64');
    const permit = readPermit('permit', data({ policy }));
    for (const size of [10, 20]) expect(() => checkSize('bucket', permit, size)).not.toThrow();
    for (const size of [9, 21])
      expect(failure(() => checkSize('bucket', permit, size))).toMatchObject({
        code: 'backend-image-refused',
        detail: `bucket: ${size} bytes, where 10 to 20 are taken`,
      });
  });
});

describe('a JSONP reply', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

  it('is read in GBK', () => {
    expect(unwrapJsonp(bytes('jQuery1_2({"t":"\xb2\xe8\xba\xf8"});'), 'jQuery1_2')).toBe('{"t":"茶壶"}');
  });

  it.each([
    ['cb({"a":")"})', '{"a":")"}'],
    ['  cb( {} ) ; \n', ' {} '],
    ['{"a":1}', '{"a":1}'],
    ['other({})', 'other({})'],
    ['cb({}', 'cb({}'],
  ])('%j holds %j', (text, inner) => {
    expect(unwrapJsonp(bytes(text), 'cb')).toBe(inner);
  });

  it('is asked for with a name like jQuery’s', () => {
    expect(callbackName(() => 0.18, 1562504854360)).toBe('jQuery111111111111111111111_1562504854360');
  });
});
