/** A simulator and a plain caller of its gateway: signs and sends what a test says, right or wrong. */
import { aopSignature } from '../../src/backends/open-platform/signature.ts';
import { createSimulator, type Simulator } from '../../src/backends/simulator/index.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';

/** A row or a detail as it comes over the wire. */
export type Raw = Readonly<Record<string, unknown>>;

/** What a call sends beside its one JSON parameter, and how. Null leaves a thing out. */
export type CallChange = {
  readonly token?: string | null;
  readonly secret?: string;
  readonly signature?: string | null;
  readonly appKey?: string;
  readonly namespace?: string;
  readonly method?: 'GET' | 'POST';
};

/** The HTTP status and the parsed body. */
export type CallReply = { readonly status: number; readonly body: Raw };

const FIELDS: Readonly<Record<string, string>> = {
  'product.image.upload': 'uploadImageParam',
  'product.search.imageQuery': 'offerQueryParam',
  'product.search.keywordQuery': 'offerQueryParam',
  'product.search.queryProductDetail': 'offerDetailParam',
  'product.related.recommend': 'relatedQueryParams',
};

/** A running simulator on a standing clock with functions to call it. */
export type Caller = {
  readonly simulator: Simulator;
  readonly clock: FakeClock;
  call(api: string, param: unknown, change?: CallChange): Promise<CallReply>;
  /** The business result of a call that must succeed. */
  result(api: string, param: unknown): Promise<unknown>;
  upload(picture: Uint8Array): Promise<string>;
  /** A page of offers for an image id. */
  query(imageId: string, change?: Raw): Promise<ListingReply>;
  fault(order: Raw): Promise<number>;
};

/** The envelope of a page. */
export type ListingReply = {
  readonly totalRecords: number;
  readonly totalPage: number;
  readonly pageSize: number;
  readonly currentPage: number;
  readonly data: readonly (Raw & {
    readonly offerId: number;
    readonly subject: string;
    readonly subjectTrans: string;
    readonly imageUrl: string;
    readonly monthSold: number;
    readonly priceInfo: { readonly price: string };
  })[];
  readonly picRegionInfo: { readonly currentRegion: string; readonly yoloCropRegion: string } | null;
};

const seeded = (): (() => number) => {
  let state = 7;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** Starts one. `qps` is high unless the rate is what is tested. */
export const startCaller = async (qps = 1_000): Promise<Caller> => {
  const clock = fakeClock();
  const simulator = await createSimulator({ port: 0, clock, random: seeded(), qps });

  const call: Caller['call'] = async (api, param, change = {}) => {
    const { appKey = simulator.appKey, namespace = 'com.alibaba.fenxiao.crossborder' } = change;
    const urlPath = `param2/1/${namespace}/${api}${appKey && `/${appKey}`}`;
    const token = change.token === undefined ? simulator.accessToken : change.token;
    const fields: Record<string, string> = {
      ...(param === null ? {} : { [FIELDS[api] ?? 'param']: JSON.stringify(param) }),
      ...(token === null ? {} : { access_token: token }),
    };
    const signature = change.signature ?? aopSignature(urlPath, fields, change.secret ?? simulator.appSecret);
    if (change.signature !== null) fields._aop_signature = signature;
    const form = new URLSearchParams(fields);
    const url = `${simulator.gatewayUrl}/openapi/${urlPath}`;
    const response =
      change.method === 'GET'
        ? await fetch(`${url}?${form}`)
        : await fetch(url, { method: 'POST', body: form });
    return { status: response.status, body: (await response.json()) as Raw };
  };

  const result: Caller['result'] = async (api, param) => {
    const { status, body } = await call(api, param);
    const envelope = body.result as Raw | undefined;
    if (status !== 200 || String(envelope?.success) !== 'true') throw new Error(JSON.stringify(body));
    return envelope?.result;
  };

  return {
    simulator,
    clock,
    call,
    result,
    upload: async (picture) =>
      String(await result('product.image.upload', { imageBase64: Buffer.from(picture).toString('base64') })),
    query: async (imageId, change = {}) =>
      (await result('product.search.imageQuery', {
        imageId,
        beginPage: 1,
        pageSize: 20,
        country: 'en',
        ...change,
      })) as ListingReply,
    fault: async (order) => {
      const body = JSON.stringify(order);
      return (await fetch(`${simulator.url}/_faults`, { method: 'POST', body })).status;
    },
  };
};
