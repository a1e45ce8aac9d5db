/** What was filled in in the modal, and where its answer goes: read from anything at all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_PICTURES, MOST_WORDS, readForm, readSubmission } from '../../../adapters/slack/form.ts';
import { LIMITS } from '../../../adapters/slack/limits.ts';
import {
  isResponseUrl,
  readReturnAddress,
  writeReturnAddress,
} from '../../../adapters/slack/return-address.ts';
import { textKeys } from '../../../src/i18n/translate.ts';

const API = 'https://slack.com/api/';

const filled = (fields: Readonly<Record<string, unknown>>) =>
  readForm(Object.fromEntries(Object.entries(fields).map(([name, element]) => [name, { [name]: element }])));

describe('numbers', () => {
  it.each([
    ['12.5', 1250],
    ['12,50', 1250],
    [' 60 ', 6000],
    ['0.01', 1],
    ['9999999', 999_999_900],
  ])('%j is a price', (value, fen) => {
    expect(filled({ price: { value }, words: { value: 'lamp' } })).toMatchObject({
      wishes: { maxPrice: { fen } },
      faults: {},
    });
  });

  it.each(['0', '-1', '1e3', '12.345', '1,234.5', 'free', '99999999', '12元', 'NaN'])(
    '%j is no price',
    (value) => {
      const form = filled({ price: { value }, words: { value: 'lamp' } });
      expect(form).toMatchObject({ wishes: {}, faults: { price: 'slack-modal-bad-price' } });
    },
  );

  it.each(['0', '-5', '2.5', '1e2', 'many', '99999999'])('%j is no number of pieces', (value) => {
    const form = filled({ moq: { value }, words: { value: 'lamp' } });
    expect(form).toMatchObject({ wishes: {}, faults: { moq: 'slack-modal-bad-moq' } });
  });

  it('that are not given are no fault', () => {
    const form = filled({ price: { value: null }, moq: { value: '  ' }, words: { value: 'lamp' } });
    expect(form).toMatchObject({ wishes: {}, faults: {} });
  });
});

describe('what to search for', () => {
  it('has to be there: limits alone find nothing', () => {
    expect(filled({ price: { value: '5' } }).faults).toEqual({ photo: 'slack-modal-nothing' });
    expect(filled({ photo: { files: [{ id: 'F1' }] } }).faults).toEqual({});
    expect(filled({ words: { value: 'lamp' } }).faults).toEqual({});
  });

  it('is a mode that there is', () => {
    expect(filled({ mode: { selected_option: { value: 'similar' } } }).wishes).toEqual({ mode: 'similar' });
    for (const value of ['toString', 'SAME', '', 7])
      expect(filled({ mode: { selected_option: { value } } }).wishes).toEqual({});
  });

  it('is a picture beside whatever else was chosen', () => {
    const files = [{ id: 'F1', mimetype: 'application/pdf' }, 'x', { id: 'F2', mimetype: 'image/png' }];
    expect(filled({ photo: { files } }).faults).toEqual({});
    expect(filled({ photo: { files: files.slice(0, 2) } }).faults).toEqual({
      photo: 'slack-modal-no-picture',
    });
  });
});

const odd = fc.anything({ withNullPrototype: true, maxDepth: 5 });
const names = fc.constantFrom('photo', 'words', 'mode', 'price', 'moq', '__proto__', 'x');
const element = fc.record(
  {
    value: fc.oneof(fc.string(), odd),
    selected_option: fc.oneof(fc.record({ value: fc.string() }), odd),
    files: fc.oneof(fc.array(fc.record({ id: fc.string(), mimetype: fc.string() }), { maxLength: 30 }), odd),
  },
  { requiredKeys: [] },
);
const state = fc.oneof(odd, fc.dictionary(fc.string(), fc.dictionary(names, fc.oneof(element, odd))));

describe('whatever comes', () => {
  it('a form is read within bounds, and all that is said about it has words', () => {
    const keys = new Set(textKeys('en'));
    fc.assert(
      fc.property(state, (values) => {
        const { files, words, wishes, faults } = readForm(values);
        expect(files.length).toBeLessThanOrEqual(MOST_PICTURES);
        expect(words.length).toBeLessThanOrEqual(MOST_WORDS);
        expect(Object.values(faults).filter((key) => !keys.has(key))).toEqual([]);
        if (wishes.maxPrice) expect(Number.isSafeInteger(wishes.maxPrice.fen)).toBe(true);
        if (wishes.maxPrice) expect(wishes.maxPrice.fen).toBeGreaterThan(0);
        if (wishes.moqAtMost !== undefined) expect(wishes.moqAtMost).toBeGreaterThan(0);
      }),
    );
  });

  it('a submission is read or refused', () => {
    const view = fc.record({ id: fc.string(), private_metadata: fc.oneof(fc.string(), odd), state: odd });
    fc.assert(
      fc.property(fc.record({ user: fc.record({ id: fc.string() }), view }), (payload) => {
        const read = readSubmission(payload, API);
        expect(read?.viewId).toBe(payload.view.id);
        expect(read?.address?.via ?? null).toBeNull();
      }),
    );
  });

  it('metadata leads to conversations of Slack, and to its own hosts', () => {
    const via = fc.oneof(fc.webUrl(), fc.string(), fc.constant('https://hooks.slack.com/services/T1/B1/x'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), via), via, (channel, address) => {
        const read = readReturnAddress(JSON.stringify({ channel, via: address }), API);
        if (read) expect(read.channel).toMatch(/^[CDG][A-Z0-9]+$/);
        expect(read?.via ?? null).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => readReturnAddress(text, API) === null || text.startsWith('{')),
    );
  });
});

describe('the return address', () => {
  const address = { channel: 'C07SOURCE01', via: 'https://hooks.slack.com/commands/T07TEAM0001/1/abc' };

  it('comes back as it was written', () => {
    expect(readReturnAddress(writeReturnAddress(address), API)).toEqual(address);
    expect(readReturnAddress(writeReturnAddress({ ...address, via: null }), API)).toMatchObject({
      via: null,
    });
  });

  it('is left out where it is longer than Slack carries', () => {
    const long = { ...address, via: `${address.via}${'x'.repeat(LIMITS.privateMetadata)}` };
    expect(readReturnAddress(writeReturnAddress(long), API)).toEqual({ ...address, via: null });
  });

  it.each([
    ['https://hooks.slack.com/actions/T1/2/def', true],
    ['https://hooks.slack.com/app/T1/3/ghi', true],
    ['https://hooks.slack-gov.com/commands/T1/1/abc', true],
    ['http://hooks.slack.com/commands/T1/1/abc', false],
    ['https://hooks.slack.com:444/commands/T1/1/abc', false],
    ['https://hooks.slack.com/commands/../services/T1/B1/x', false],
    ['https://hooks.slack.com.evil.example/commands/T1/1/abc', false],
    ['https://me@hooks.slack.com/commands/T1/1/abc', false],
    ['https://slack.com/api/chat.postMessage', false],
    ['http://127.0.0.1:4003/hook', false],
  ])('%s: %s', (url, isOne) => {
    expect(isResponseUrl(url, API)).toBe(isOne);
  });

  it('may be at the double that stands in for Slack', () => {
    expect(isResponseUrl('http://127.0.0.1:4003/hook', 'http://127.0.0.1:4003/api/')).toBe(true);
    expect(isResponseUrl('http://127.0.0.1:4004/hook', 'http://127.0.0.1:4003/api/')).toBe(false);
  });
});
