/** One offer's own page as an offer in full. */
import { TusouError } from '../../domain/errors.ts';
import type { OfferDetail } from '../../domain/offer.ts';
import { antiBotPageSign, antiBotSign } from '../anti-bot.ts';
import { get, type HttpReply } from '../http.ts';
import { parseOfferPage } from './offer-page-model.ts';
import { pageModel } from './page-model.ts';
import { type PcWebUrls, pageHeaders } from './urls.ts';
import { blocked, statusError, type Wire } from './wire.ts';

const NAME = 'offer page';
const TIMEOUT_MS = 15_000;
/** How a page says that the offer is gone. */
const GONE = /商品(?:已下架|已删除|已失效|不存在)|您(?:查看|访问)的商品.{0,10}(?:不存在|下架|删除)/;

const gone = (): TusouError => new TusouError('offer-not-found', { detail: `${NAME}: no such offer` });

const readPage = (reply: HttpReply): OfferDetail => {
  // A good page loads the defence's scripts as well, so that only a page without its model is searched for them.
  const redirected = antiBotSign({ ...reply, text: '' }, undefined);
  if (redirected) throw blocked(NAME, redirected);
  if (reply.status === 404) throw gone();
  const problem = statusError(NAME, reply);
  if (problem) throw problem;
  const model = pageModel(reply.text);
  if (model !== undefined) {
    const detail = parseOfferPage(model);
    if (detail) return detail;
    throw gone();
  }
  const sign = antiBotPageSign(reply.text);
  if (!sign && GONE.test(reply.text)) throw gone();
  throw blocked(NAME, sign ?? 'a page without the offer');
};

/** Makes the function that reads an offer's page. Throws `offer-not-found`, `backend-blocked` and the wire's errors. */
export const createOfferPage =
  (urls: PcWebUrls, wire: Wire) =>
  (id: string, signal: AbortSignal): Promise<OfferDetail> => {
    const url = `${urls.detail}/offer/${encodeURIComponent(id)}.html`;
    const headers = { ...pageHeaders('https://s.1688.com/'), accept: 'text/html' };
    return wire(
      {
        name: NAME,
        send: (sending, whole) => get({ ...sending, url, headers, timeoutMs: TIMEOUT_MS }, whole),
        read: readPage,
      },
      signal,
    );
  };
