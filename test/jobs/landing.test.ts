/** What a landed cost is reckoned with: rates, and the freight in China for all that has to be ordered, or why it is not known. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { NO_RATES } from '../../src/domain/landed.ts';
import { cny } from '../../src/domain/money.ts';
import type { Backend, FreightRequest } from '../../src/domain/ports.ts';
import { createLanding } from '../../src/jobs/landing.ts';
import { offerDetail } from '../support/made-up.ts';

const never = new AbortController().signal;
const to = { provinceCode: '330000', cityCode: '330700', districtCode: '330782' };
const rates = { ...NO_RATES, kgFen: 800, to };

const backendWith = (freight: Backend['freight'], can = true): Pick<Backend, 'can' | 'freight'> => ({
  can: { freight: can } as Backend['can'],
  freight,
});

const detail = offerDetail('610947572360', { moq: 500 });

describe('the freight in China', () => {
  it('is asked for all the pieces that have to be ordered', async () => {
    const asked: FreightRequest[] = [];
    const backend = backendWith(async (request) => {
      asked.push(request);
      return cny(4200);
    });
    const landing = await createLanding(backend)(detail, { quantity: 300, rates }, never);
    expect(landing).toEqual({ rates, domestic: cny(4200) });
    expect(asked).toEqual([{ offerId: detail.id, ...to, quantity: 500 }]);
  });

  it('is nothing where the seller pays it, whoever could be asked', async () => {
    const free = { ...detail, shipping: { ...detail.shipping, free: true } };
    expect(await createLanding(undefined)(free, { quantity: 300, rates }, never)).toMatchObject({
      domestic: cny(0),
    });
  });

  it('is not known without a place, an estimate, or an answer', async () => {
    const failing = backendWith(async () => {
      throw new TusouError('backend-down');
    });
    const noPlace = { ...rates, to: null };
    const of = async (
      backend: Parameters<typeof createLanding>[0],
      own = rates as typeof rates | typeof noPlace,
    ) => (await createLanding(backend)(detail, { quantity: 300, rates: own }, never))?.domestic;
    expect(await of(failing, noPlace)).toBe('no-address');
    expect(await of(undefined)).toBe('not-told');
    expect(await of(backendWith(async () => cny(1), false))).toBe('not-told');
    expect(await of(failing)).toBe('not-told');
  });

  it('is not asked for where nobody wants to know', async () => {
    const failing = backendWith(async () => {
      throw new Error('asked all the same');
    });
    expect(await createLanding(failing)(detail, { quantity: undefined, rates }, never)).toBeNull();
    expect(await createLanding(failing)(detail, { quantity: 300, rates: NO_RATES }, never)).toBeNull();
  });

  it('is given up with the job', async () => {
    const stop = new AbortController();
    const backend = backendWith(async () => {
      stop.abort(new Error('stopped'));
      throw new TusouError('backend-down');
    });
    await expect(createLanding(backend)(detail, { quantity: 300, rates }, stop.signal)).rejects.toThrow(
      'stopped',
    );
  });
});
