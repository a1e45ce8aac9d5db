/** Troubles on order: each shows as the real one would, as often as ordered, and only where ordered. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, startCaller } from '../../support/simulator-caller.ts';

const SEARCH = 'product.search.keywordQuery';
const UPLOAD = 'product.image.upload';
const MUG = { keyword: 'mug', beginPage: 1, pageSize: 5, country: 'en' };

let caller: Caller;
beforeEach(async () => {
  caller = await startCaller();
});
afterEach(() => caller.simulator.close());

const outcome = async (api = SEARCH, param: unknown = MUG): Promise<unknown> => {
  const { body } = await caller.call(api, param);
  const { success, result } = (body.result ?? {}) as { success?: string; result?: unknown };
  return body.error_code ?? (success === 'true' && result === '0' ? 'refused' : success);
};

describe('faults', () => {
  it.each([
    ['qos', 'gw.QosAppFrequencyLimit'],
    ['acl', 'gw.APIACLDecline'],
    ['auth', '401'],
    ['quota', 'NoUsageLeft'],
    ['success-false', 'false'],
  ])('%s answers with %s, so many times', async (fault, shown) => {
    expect(await caller.fault({ api: SEARCH, fault, times: 2 })).toBe(201);
    expect([await outcome(), await outcome(), await outcome()]).toEqual([shown, shown, 'true']);
  });

  it('lasts until taken back without a number', async () => {
    await caller.fault({ api: '*', fault: 'acl', times: null });
    for (let at = 0; at < 4; at += 1) expect(await outcome()).toBe('gw.APIACLDecline');
    await fetch(`${caller.simulator.url}/_faults`, { method: 'DELETE' });
    expect(await outcome()).toBe('true');
  });

  it('befalls only the API that it is for', async () => {
    await caller.fault({ api: UPLOAD, fault: 'quota' });
    expect(await outcome()).toBe('true');
    expect(await outcome(UPLOAD, { imageBase64: '' })).toBe('NoUsageLeft');
  });

  it('refuses pictures where pictures are taken', async () => {
    await caller.fault({ api: '*', fault: 'image-refused', times: 1 });
    expect(await outcome()).toBe('true');
    expect(await outcome(UPLOAD, { imageBase64: 'AAAA' })).toBe('refused');
  });

  const plainStatusAndText = async (): Promise<[number, string]> => {
    const urlPath = `param2/1/com.alibaba.fenxiao.crossborder/${SEARCH}/${caller.simulator.appKey}`;
    const response = await fetch(`${caller.simulator.url}/openapi/${urlPath}`);
    return [response.status, await response.text()];
  };

  it('is down with a status and a page', async () => {
    await caller.fault({ api: SEARCH, fault: 'down', times: 1 });
    const [status, text] = await plainStatusAndText();
    expect(status).toBe(503);
    expect(text).toContain('<html>');
  });

  it('gives broken JSON for garbage', async () => {
    await caller.fault({ api: SEARCH, fault: 'garbage', times: 1 });
    const [status, text] = await plainStatusAndText();
    expect(status).toBe(200);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('is slow by the clock', async () => {
    await caller.fault({ api: SEARCH, fault: 'slow', delayMs: 5_000, times: 1 });
    const asleep = caller.clock.sleeping;
    let answered = false;
    const late = outcome().then((result) => {
      answered = true;
      return result;
    });
    while (caller.clock.sleeping === asleep) await new Promise(setImmediate);
    await caller.clock.advance(4_999);
    expect(answered).toBe(false);
    await caller.clock.advance(1);
    expect(await late).toBe('true');
  });

  it.each([
    '{',
    '{"api":"*"}',
    '{"api":"*","fault":"fire"}',
    '{"api":"*","fault":"qos","times":0}',
    '{"api":"*","fault":"slow","delayMs":-1}',
  ])('takes no order like %s', async (body) => {
    const response = await fetch(`${caller.simulator.url}/_faults`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await outcome()).toBe('true');
  });
});
