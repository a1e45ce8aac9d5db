/** The visitor's cookies and the signature that comes of them. */
import { describe, expect, it } from 'vitest';
import { createSession, mtopSign } from '../../../src/backends/pc-web/session.ts';
import { expectedSign } from '../../../src/backends/simulator/pc-web/visitors.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const APP_KEY = '12574478';

const VECTORS = [
  {
    t: '1767225600000',
    data: '{"imageBase64":"AAAA","appName":"searchImageUpload","appKey":"EXAMPLE"}',
    sign: 'fb90318c45c6859b0af44fe73aa457ca',
  },
  {
    t: '1700000000000',
    data: '{"imageBase64":"/9j/4AAQ","appName":"searchImageUpload","appKey":"pvvljh1grxcmaay2vgpe9nb68gg9ueg2"}',
    sign: '86b5ffe0f16c0456c1f06122849f0c65',
  },
];

it.each(VECTORS)('the signature at $t is $sign, on both sides', ({ t, data, sign }) => {
  expect(mtopSign({ token: TOKEN, t, appKey: APP_KEY, data })).toBe(sign);
  expect(expectedSign(TOKEN, t, data)).toBe(sign);
});

describe('a session', () => {
  const given = [`_m_h5_tk=${TOKEN}_2000; Path=/; Domain=1688.com`, '_m_h5_tk_enc=abc; Secure', 'cna=x'];

  it('has no token at first, and then the one that was set, until its time', () => {
    const session = createSession();
    expect([session.token(0), session.header()]).toEqual([null, '']);
    session.take(given, null);
    expect(session.header()).toBe(`_m_h5_tk=${TOKEN}_2000; _m_h5_tk_enc=abc; cna=x`);
    expect(session.token(1_999)).toBe(TOKEN);
    expect(session.token(2_000)).toBeNull();
  });

  it('takes the pair from a body as well', () => {
    const session = createSession();
    session.take([], `${TOKEN}_9000;abc`);
    expect(session.token(0)).toBe(TOKEN);
    expect(session.header()).toBe(`_m_h5_tk=${TOKEN}_9000; _m_h5_tk_enc=abc`);
    session.take([], 'half');
    expect(session.token(0)).toBe(TOKEN);
  });

  it('forgets what is taken back, and passes over what is no cookie', () => {
    const session = createSession();
    session.take([...given, 'cna=; Path=/', '_m_h5_tk_enc=abc; Max-Age=0', 'nothing', ''], null);
    expect(session.header()).toBe(`_m_h5_tk=${TOKEN}_2000`);
  });
});
