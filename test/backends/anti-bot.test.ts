/** The signs of 1688's defence against programs, and the things that only look like them. */
import { describe, expect, it } from 'vitest';
import { antiBotPageSign, antiBotSign } from '../../src/backends/anti-bot.ts';
import { parseJson } from '../../src/backends/json.ts';

const sign = (reply: { location?: string; cookies?: string[]; text?: string }): string | null => {
  const whole = { location: null, cookies: [], text: '', ...reply };
  return antiBotSign(whole, parseJson(whole.text));
};

describe('a sign', () => {
  it.each([
    [{ location: 'https://login.1688.com/member/signin.htm' }, 'a redirect to a login'],
    [{ location: '//login.taobao.com/?from=1688' }, 'a redirect to a login'],
    [{ location: '/_____tmd_____/punish?x5secdata=a' }, 'a redirect to a check page'],
    [{ location: 'https://bixi.alicdn.com/punish/x.html' }, 'a redirect to a check page'],
    [{ cookies: ['x5sec=7b22; Path=/'], text: '{}' }, 'the cookie x5sec'],
    [{ text: '{"rgv587_flag":"sm","url":"https://example.com"}' }, 'rgv587_flag in the reply'],
    [{ text: '{"ret":["RGV587_ERROR::SM::哎哟喂"],"data":{}}' }, 'RGV587_ERROR'],
    [{ text: '{"ret":["FAIL_SYS_USER_VALIDATE"],"data":{}}' }, 'FAIL_SYS_USER_VALIDATE'],
    [
      { text: '{"data":{"url":"https://h5api.m.1688.com/_____tmd_____/punish?x5secdata=a"}}' },
      'the address of a check page in the reply',
    ],
    [{ text: '{"url":"https://login.1688.com/"}' }, 'the address of a login in the reply'],
    [{ text: '<script src="//g.alicdn.com/baxia/x.js">' }, 'baxia on the page'],
    [{ text: '<script>sessionStorage.x5referer=1</script>' }, 'x5referer on the page'],
    [{ text: '<script src="/AWSC/awsc.js">' }, 'AWSC on the page'],
    [{ text: '<p>请按住滑块</p>' }, '滑块 on the page'],
    [{ text: '<p>输入验证码</p>' }, '验证码 on the page'],
    [{ text: '<p>访问受限</p>' }, '访问受限 on the page'],
    [{ text: '<p>哎哟喂,被挤爆啦</p>' }, '被挤爆 on the page'],
    [{ text: '<a href="https://login.taobao.com/">' }, 'the address of a login on the page'],
  ])('is in %j', (reply, words) => {
    expect(sign(reply)).toBe(words);
  });

  it.each([
    [{ text: '{"ret":["SUCCESS::ok"],"data":{"title":"滑块验证码玩具 baxia RGV587_ERROR"}}' }],
    [{ text: '{"data":{"url":"https://detail.1688.com/offer/1.html"}}' }],
    [{ cookies: ['_m_h5_tk=a_1', 'x5secx=1'], text: '{}' }],
    [{ text: '<h1>1688</h1>' }],
    [{ location: 'https://s.1688.com/' }],
  ])('is not in %j', (reply) => {
    expect(sign(reply)).toBeNull();
  });
});

it('is found on a page by itself', () => {
  expect(antiBotPageSign('<script>location="/_____tmd_____/punish?x5secdata=1"</script>')).toBe(
    'the address of a check page on the page',
  );
  expect(antiBotPageSign('<h1>茶壶</h1>')).toBeNull();
});
