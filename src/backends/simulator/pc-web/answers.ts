/** The forms in which the PC services answer, and the signs of the defence against programs. */
import { randomBytes } from 'node:crypto';
import { type Answer, type Asked, jsonAnswer } from '../protocol.ts';
import { encodeGbk } from './gbk.ts';

const HTML = 'text/html;charset=UTF-8';

/** A page. */
export const page = (status: number, body: string): Answer => ({
  status,
  type: HTML,
  body: `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`,
});

/** A page in GBK, as `s.1688.com` has them. */
export const gbkPage = (body: string): Answer => ({
  status: 200,
  type: 'text/html;charset=GBK',
  body: encodeGbk(`<!DOCTYPE html><html><head><meta charset="gbk"></head><body>${body}</body></html>`),
});

/** What may stand in front of a JSONP reply's bracket: anything else would let a caller write script. */
const CALLBACK = /^[\w$.]{1,128}$/;

/** JSON in GBK, inside a call of the function that `callback` names; without a name it is plain. */
export const jsonp = ({ params }: Asked, body: unknown): Answer => {
  const callback = params.get('callback') ?? '';
  const json = JSON.stringify(body).replaceAll('/', '\\/');
  if (callback !== '' && !CALLBACK.test(callback)) return page(400, 'callback');
  return {
    status: 200,
    type: callback ? 'text/javascript;charset=GBK' : 'application/json;charset=GBK',
    body: encodeGbk(callback ? `${callback}(${json});` : json),
  };
};

/** An address of the check page. */
const checkPage = (): string =>
  `https://h5api.m.1688.com:443/_____tmd_____/punish?x5secdata=${randomBytes(24).toString('hex')}&x5step=2`;

const redirect = (location: string, headers: Answer['headers'] = {}): Answer => ({
  status: 302,
  type: HTML,
  body: '',
  headers: { ...headers, location },
});

/** The signs that any service may give, by the name of the fault. */
export const ANTI_BOT: ReadonlyMap<string, () => Answer> = new Map([
  ['rgv587', () => jsonAnswer(200, { rgv587_flag: 'sm', url: checkPage() })],
  ['punish', () => redirect(checkPage())],
  ['login', () => redirect('https://login.1688.com/member/signin.htm?Done=https%3A%2F%2Fs.1688.com%2F')],
  ['captcha', () => page(200, '<div id="nc_1">请按住滑块，拖动到最右边，完成验证码</div>')],
  [
    'x5sec',
    () => ({
      ...jsonAnswer(200, {}),
      headers: { 'set-cookie': [`x5sec=${randomBytes(16).toString('hex')}; Path=/; Max-Age=600`] },
    }),
  ],
  ['html', () => page(200, '<h1>1688</h1>')],
]);

/** The `data` that comes with a captcha inside a reply of mtop. */
export const checkData = (): object => ({ url: checkPage(), h5url: checkPage() });
