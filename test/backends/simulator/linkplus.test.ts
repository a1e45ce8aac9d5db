/** The simulator's search by picture address: success beside the result, prices in fen, at most 20 rows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aopSignature } from '../../../src/backends/open-platform/signature.ts';
import { loadCatalogue } from '../../../src/backends/simulator/catalogue.ts';
import { pictureName } from '../../../src/backends/simulator/picture-names.ts';
import { type Caller, startCaller } from '../../support/simulator-caller.ts';

let caller: Caller;
let picUrl: string;
const catalogue = loadCatalogue();
const [offer] = catalogue.offers;
beforeAll(async () => {
  caller = await startCaller();
  picUrl = `${caller.simulator.url}${pictureName(offer?.id ?? '', 0)}`;
});
afterAll(() => caller.simulator.close());

type Row = {
  readonly offerId: number;
  readonly oldPrice: number;
  readonly saleAmount: number;
  readonly categoryId: number;
};
type Body = {
  readonly success?: boolean;
  readonly code?: string;
  readonly message?: string;
  readonly error_code?: string;
  readonly result?: {
    readonly total: number;
    readonly page: number;
    readonly pageSize: number;
    readonly result: readonly Row[];
  };
};

const ask = async (fields: Readonly<Record<string, string>>, token = true): Promise<Body> => {
  const { appKey, appSecret, accessToken, gatewayUrl } = caller.simulator;
  const urlPath = `param2/1/com.alibaba.linkplus/alibaba.cross.similar.offer.search/${appKey}`;
  const params = { ...fields, ...(token && { access_token: accessToken }) };
  const body = new URLSearchParams({ ...params, _aop_signature: aopSignature(urlPath, params, appSecret) });
  return (await (await fetch(`${gatewayUrl}/openapi/${urlPath}`, { method: 'POST', body })).json()) as Body;
};
const search = async (fields: Readonly<Record<string, string>> = {}) => {
  const { result, ...envelope } = await ask({ picUrl, page: '1', ...fields });
  if (!result) throw new Error(JSON.stringify(envelope));
  return { envelope, ...result };
};

describe('a search', () => {
  it('tells success beside the result and no code, prices as whole fen', async () => {
    const { envelope, result, pageSize, total } = await search();
    expect(envelope).toEqual({ success: true });
    expect([result.length, pageSize]).toEqual([20, 20]);
    expect(total).toBeGreaterThan(20);
    const best = catalogue.byId.get(String(result[0]?.offerId));
    expect(best?.product).toBe(offer?.product);
    expect(result[0]).toMatchObject({
      subject: best?.chinese,
      oldPrice: best?.tiers[0]?.[1],
      detailUrl: `https://detail.1688.com/offer/${best?.id}.html`,
    });
  });

  it('gives 20 rows however many are asked for, page after page', async () => {
    const pages = [await search({ pageSize: '50' }), await search({ page: '2' })];
    const ids = pages.flatMap(({ result }) => result.map(({ offerId }) => offerId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(pages[0]?.pageSize).toBe(20);
    expect((await search({ page: '900' })).result).toEqual([]);
  });

  it('narrows by inclusive prices in yuan and by category', async () => {
    const fen = (await search()).result.map(({ oldPrice }) => oldPrice).toSorted((a, b) => a - b)[5] ?? 0;
    const price = (fen / 100).toFixed(2);
    const { result } = await search({ priceMin: price, priceMax: price });
    expect(new Set(result.map(({ oldPrice }) => oldPrice))).toEqual(new Set([fen]));
    const categoryID = String((await search()).result[0]?.categoryId);
    const narrowed = (await search({ categoryID })).result;
    expect(new Set(narrowed.map(({ categoryId }) => String(categoryId)))).toEqual(new Set([categoryID]));
  });

  it('sorts by the first field, equals by the next', async () => {
    const { result } = await search({ sortFields: 'price:desc,sale_amount:asc' });
    const sorted = result.toSorted((a, b) => b.oldPrice - a.oldPrice || a.saleAmount - b.saleAmount);
    expect(result).toEqual(sorted);
  });
});

describe('a refusal', () => {
  it.each(['http://127.0.0.1:1/a.jpg', 'http://10.0.0.1/a.jpg', 'nowhere'])(
    'for %s, which cannot be fetched, stands beside the result',
    async (url) => {
      expect(await ask({ picUrl: url, page: '1' })).toEqual({
        success: false,
        code: 'SYSTEM_ERROR',
        message: `handle image error with url ${url}`,
      });
    },
  );

  it('names what is missing or wrong', async () => {
    expect(await ask({ page: '1' })).toMatchObject({ error_code: 'gw.ParamMissing' });
    expect(await ask({ picUrl })).toMatchObject({ error_code: 'gw.ParamMissing' });
    expect(await ask({ picUrl, page: '0' })).toMatchObject({ success: false, code: 'PARAM_ERROR' });
    expect(await ask({ picUrl, page: '1', sortFields: 'colour:asc' })).toMatchObject({ code: 'PARAM_ERROR' });
    expect(await ask({ picUrl, page: '1' }, false)).toMatchObject({ error_code: '401' });
  });

  it('can be ordered', async () => {
    await caller.fault({ api: 'alibaba.cross.similar.offer.search', fault: 'image-refused', times: 1 });
    expect(await ask({ picUrl, page: '1' })).toMatchObject({ success: false, code: 'SYSTEM_ERROR' });
  });
});
