/** The dossier: parts that cannot be had are null, with the reason, and never spoil the rest. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { cny } from '../../src/domain/money.ts';
import type { Supplier } from '../../src/domain/offer.ts';
import type { Backend } from '../../src/domain/ports.ts';
import { createDossiers, type DossierAsk } from '../../src/search/dossier.ts';
import type { Search } from '../../src/search/search.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';

const never = new AbortController().signal;
const ID = '700000000001';
const freightTo = { provinceCode: '1', cityCode: '2', districtCode: '3', quantity: 4 };
const ask: DossierAsk = { id: ID, language: 'en', fresh: false, supplierOffers: true, freightTo };

type Fakes = {
  supplierId?: string | null;
  queries?: Backend['can']['queries'];
  search?: Search['search'];
  freight?: Backend['freight'];
  offer?: Search['offer'];
};

const open = (fakes: Fakes = {}, change: Partial<DossierAsk> = {}, signal = never) => {
  const { supplierId = 'shop', queries = ['supplier'] } = fakes;
  const supplier: Supplier = { ...offer(ID).supplier, id: supplierId };
  const backend = {
    can: { queries },
    freight: fakes.freight ?? (async () => cny(900)),
  } as unknown as Backend;
  const search: Search = {
    offer: fakes.offer ?? (async () => offerDetail(ID, { supplier })),
    search: fakes.search ?? (async () => searchResult([offer(ID), offer('700000000002')])),
  };
  return createDossiers({ search, backend })({ ...ask, ...change }, signal);
};

describe('a dossier', () => {
  it('holds the offer, the other offers of its supplier and the freight', async () => {
    const { detail, supplierOffers, freight, failures } = await open();
    expect(detail.id).toBe(ID);
    expect(supplierOffers?.map(({ id }) => id)).toEqual(['700000000002']);
    expect({ freight, failures }).toEqual({ freight: cny(900), failures: [] });
  });

  it('asks for nothing that nobody wants', async () => {
    const { supplierOffers, freight, failures } = await open({}, { supplierOffers: false, freightTo: null });
    expect({ supplierOffers, freight, failures }).toEqual({
      supplierOffers: null,
      freight: null,
      failures: [],
    });
  });

  it('has no other offers where the supplier is not named, which is no failure', async () => {
    expect(await open({ supplierId: null })).toMatchObject({ supplierOffers: null, failures: [] });
  });

  it('says why a part is missing', async () => {
    const fail = async (): Promise<never> => {
      throw new TusouError('backend-rate');
    };
    const { detail, failures } = await open({ queries: ['keyword'], freight: fail });
    expect(detail.id).toBe(ID);
    expect(failures.map(({ part, error }) => [part, error.code])).toEqual([
      ['supplier-offers', 'backend-unsupported'],
      ['freight', 'backend-rate'],
    ]);
    expect((await open({ search: fail })).failures[0]?.error.code).toBe('backend-rate');
  });

  it('does not exist without its offer', async () => {
    const gone = async (): Promise<never> => {
      throw new TusouError('offer-not-found');
    };
    await expect(open({ offer: gone })).rejects.toMatchObject({ code: 'offer-not-found' });
  });

  it('ends with the reason when it is aborted meanwhile', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const freight = async (): Promise<never> => {
      stop.abort(reason);
      throw new TusouError('backend-down');
    };
    await expect(open({ freight }, {}, stop.signal)).rejects.toBe(reason);
  });
});
