/** The results of a picture: the service that gives them as JSON on two hosts, and the page that shows them. */
import type { Marketplace } from '../marketplace.ts';
import { type Answer, type Asked, jsonAnswer } from '../protocol.ts';
import { gbkPage, jsonp } from './answers.ts';
import type { Bucket } from './bucket.ts';
import { envelope, isPage, refusal } from './open-service.ts';
import { pageOf } from './page-rows.ts';
import { requestIdOf, sessionIdOf } from './put-image.ts';

/** The service, whichever host it is on. */
export const RESULTS = 'imageSearchOfferResultViewService';

/** On `open-s.1688.com`: by the key of a picture in the bucket, as JSONP in GBK. */
export const openResults = (asked: Asked, marketplace: Marketplace, bucket: Bucket): Answer => {
  const { params } = asked;
  if (!isPage(asked, marketplace.clock.now()) || params.get('imageType') !== 'oss')
    return jsonp(asked, refusal('参数错误'));
  const picture = bucket.picture(params.get('imageAddress') ?? '', marketplace);
  const data = picture && pageOf(marketplace, picture.features, params);
  return jsonp(asked, data ? envelope(data) : refusal('参数错误'));
};

/** The request and the session of an upload belong to its search. */
const isOwnUpload = (params: ReadonlyMap<string, string>, imageId: string): boolean =>
  params.get('imageIdList') === imageId &&
  params.get('requestId') === requestIdOf(imageId) &&
  params.get('sessionId') === sessionIdOf(imageId);

/** On `search.1688.com`: by the id that an upload gave, as JSON. */
export const searchResults = ({ params }: Asked, marketplace: Marketplace): Answer => {
  const imageId = params.get('imageId') ?? '';
  const picture = marketplace.uploaded(imageId);
  const isAsked = params.get('tab') === 'imageSearch' && params.get('pageName') === 'image';
  const data =
    isAsked && picture && isOwnUpload(params, imageId) ? pageOf(marketplace, picture.features, params) : null;
  return jsonAnswer(
    200,
    data ? { code: 200, data: { code: 200, data } } : { code: 400, msg: '参数错误', data: {} },
  );
};

/** The page at `s.1688.com/youyuan/index.htm`, with the first offers in its script. */
export const resultsPage = ({ params }: Asked, marketplace: Marketplace, bucket: Bucket): Answer => {
  const picture =
    params.get('imageType') === 'oss'
      ? bucket.picture(params.get('imageAddress') ?? '', marketplace)
      : marketplace.uploaded(params.get('imageId') ?? '');
  const data = picture && pageOf(marketplace, picture.features, new Map());
  if (!data) return gbkPage('<p>没有找到图片</p>');
  const json = JSON.stringify({ data }).replaceAll('<', '\\u003c');
  return gbkPage(`<script>window.data={};window.data.offerresultData = successDataCheck(${json});</script>`);
};
