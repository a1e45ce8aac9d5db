import { describe, expect, it } from 'vitest';
import { resultCard } from '../../src/cards/result-card.ts';
import { decodeAction } from '../../src/domain/action.ts';
import type { Button } from '../../src/domain/card.ts';
import { cny } from '../../src/domain/money.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { offer, offerDetail, searchResult } from '../support/made-up.ts';

const context = { view: 'view-0001', nowMs: 0 };
const ids = ['700000000001', '700000000002', '700000000003'];
const result = searchResult(ids.map((id) => offerDetail(id)));

const buttons = (rows: readonly (readonly Button[])[]) =>
  rows.flat().map((button) => (button.kind === 'action' ? [button.label, decodeAction(button.action)] : []));

describe('the card of an answer', () => {
  it('tells count, page and backend, and numbers the offers', () => {
    const card = resultCard(result, context);
    expect(card.heading).toBe('3 matching offers');
    expect(card.facts).toEqual(['42 found', 'page 1 of 7', 'via 1688 Open Platform']);
    expect(card.offers.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(card.alt).toContain('3');
  });

  it('shows an offer with its ladder, MOQ, sales, supplier and badges', () => {
    const matched = offerDetail('700000000001', { match: { score: 0.97, level: 'same' } });
    expect(resultCard(searchResult([matched]), context).offers[0]).toMatchObject({
      title: 'Stainless steel bottle',
      originalTitle: '不锈钢水壶',
      url: 'https://detail.1688.com/offer/700000000001.html',
      price: '¥12.50',
      ladderText: '2+ ¥12.50 · 100+ ¥11.80',
      moq: 'MOQ 2 pieces',
      sold: '1,340 sold a month',
      repurchase: '13 % buy again',
      supplier: '义乌示例厂',
      badges: ['Verified member'],
      supplierFacts: ['浙江义乌', '6 years on 1688', 'score 4.5'],
      match: 'Same product · 97 %',
    });
  });

  it('speaks Chinese to Chinese readers and shows the title once', () => {
    const chinese = searchResult([offerDetail('700000000001')], { question: plainQuestion('zh') });
    const card = resultCard(chinese, context);
    expect(card.heading).toBe('1 个匹配的货源');
    expect(card.offers[0]).toMatchObject({
      title: '不锈钢水壶',
      originalTitle: null,
      ladderText: '≥2 ¥12.50 · ≥100 ¥11.80',
      moq: '起批量 2个',
    });
  });

  it('shows the list price, or the range over variants, where there are no tiers', () => {
    const listed = offer('700000000001');
    const ranged = offer('700000000002', { skuPrices: { lowest: cny(300), highest: cny(500) } });
    const unknown = offer('700000000003', { price: null, moq: null });
    const cards = resultCard(searchResult([listed, ranged, unknown]), context).offers;
    expect(cards.map(({ ladderText }) => ladderText)).toEqual(['2+ ¥12.50', '2+ ¥3.00–¥5.00', '']);
    expect(cards[2]).toMatchObject({ price: null, moq: null });
  });

  it('leads to the marketplace’s own page with the results where there is one', () => {
    const url = 'https://s.1688.com/youyuan/index.htm?tab=imageSearch&imageId=1';
    const { actions } = resultCard({ ...result, link: url }, context);
    expect(actions.flat()).toContainEqual({ kind: 'link', label: 'Open on 1688', url });
    const plain = resultCard(result, context).actions.flat();
    expect(plain.filter(({ kind }) => kind === 'link')).toEqual([]);
  });

  it('has buttons for the next page, the other mode, a refresh and the other orders', () => {
    const facet = { page: 1, mode: 'same', sort: 'relevance' };
    const view = context.view;
    expect(buttons(resultCard(result, context).actions)).toEqual([
      ['Next page', { kind: 'show', view, facet: { ...facet, page: 2 } }],
      ['Similar products', { kind: 'show', view, facet: { ...facet, mode: 'similar' } }],
      ['Search again', { kind: 'refresh', view, facet }],
      ['Cheapest first', { kind: 'show', view, facet: { ...facet, sort: 'price' } }],
      ['Best selling first', { kind: 'show', view, facet: { ...facet, sort: 'sales' } }],
      ['Best score', { kind: 'show', view, facet: { ...facet, sort: 'score' } }],
      ['Compare', { kind: 'compare', view, facet }],
      ...[100, 300, 1000].map((quantity) => [
        `× ${quantity}`,
        { kind: 'show', view, facet: { ...facet, quantity } },
      ]),
      ['Export', { kind: 'export', view, facet }],
    ]);
  });

  it('offers no page beyond the last one, and goes on counting numbers over pages', () => {
    const question = { ...plainQuestion('en'), page: 7 };
    const card = resultCard(searchResult([offer('700000000001')], { question, total: 37 }), context);
    expect(card.offers[0]?.number).toBe(37);
    expect(buttons(card.actions).map(([label]) => label)).not.toContain('Next page');
    expect(buttons(card.actions)[0]?.[0]).toBe('Previous page');
  });

  it('turns on from a page that was shortened here, where nobody counted', () => {
    const labels = (over: Parameters<typeof searchResult>[1]) =>
      buttons(
        resultCard(searchResult([offer('700000000001')], { total: null, ...over }), context).actions,
      ).map(([label]) => label);
    expect(labels({ notes: ['filtered-here'] })).toContain('Next page');
    expect(labels({ notes: [] })).not.toContain('Next page');
  });

  it('says what is remembered, what is missing and that samples are samples', () => {
    const remembered = searchResult([offer('700000000001')], {
      fromMemory: true,
      notes: ['sample-data', 'tiers-unavailable'],
    });
    const card = resultCard(remembered, { ...context, nowMs: 5 * 60_000 });
    expect(card.facts).toContain('from memory, 5 min ago');
    expect(card.notes).toHaveLength(2);
    expect(card.notes[0]).toContain('sample offers');
  });
});

describe('a photo in which several things were seen', () => {
  const labelsOf = (change: object) =>
    resultCard({ ...result, subjects: 2, ...change }, context).actions.map((row) =>
      row.map(({ label }) => label),
    );

  it('has a button for each thing', () => {
    expect(labelsOf({})).toContainEqual(['Subject 1', 'Subject 2']);
  });

  it('names the one that is shown, and leads to the others and back; the first page of each', () => {
    const question = { ...result.question, subject: 2, page: 3 };
    expect(labelsOf({ question })).toContainEqual(['Whole photo', 'Subject 1']);
    const card = resultCard({ ...result, subjects: 2, question }, context);
    expect(card.facts).toContain('subject 2 of 2 in the photo');
    const pressed = buttons(card.actions).find(([label]) => label === 'Subject 1')?.[1];
    expect(pressed).toMatchObject({ facet: { page: 1, subject: 1 } });
    const next = buttons(card.actions).find(([label]) => label === 'Next page')?.[1];
    expect(next).toMatchObject({ facet: { page: 4, subject: 2 } });
  });
});
