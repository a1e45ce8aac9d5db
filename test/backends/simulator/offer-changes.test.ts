/** Offers that change on order: what is told of one of them follows, until the order is taken back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../../src/backends/simulator/catalogue.ts';
import { type Caller, startCaller } from '../../support/simulator-caller.ts';

const DETAIL = 'product.search.queryProductDetail';
const offer = loadCatalogue().offers.find(({ tiers }) => tiers.length > 1);

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.simulator.close());

const order = (body: string, method = 'POST'): Promise<Response> =>
  fetch(`${caller.simulator.url}/_offers`, { method, ...(method === 'POST' && { body }) });

const detail = async () => {
  const { body } = await caller.call(DETAIL, { offerId: Number(offer?.id), country: 'en' });
  const { result } = body as { result: { success: unknown; result?: { productSaleInfo: unknown } } };
  return result;
};

describe('an ordered change', () => {
  it('shows in prices and stock until it is taken back', async () => {
    const before = await detail();
    const answer = await order(JSON.stringify({ id: offer?.id, percent: 50, stock: 3 }));
    expect(answer.status).toBe(201);
    const changed = JSON.stringify(await detail());
    expect(changed).toContain('"amountOnSale":3');
    const half = Math.round(Number(offer?.tiers[0]?.[1]) / 2) / 100;
    expect(changed).toContain(`"price":"${half.toFixed(2)}"`);
    await order('', 'DELETE');
    expect(await detail()).toEqual(before);
  });

  it('may be that the offer is gone', async () => {
    await order(JSON.stringify({ id: offer?.id, gone: true }));
    expect(JSON.stringify(await detail())).toContain('offer does not exist');
  });

  it.each(['{}', 'no JSON', '{"id":"1","percent":-1}'])('that is none is refused: %s', async (body) => {
    expect((await order(body)).status).toBe(400);
  });
});
