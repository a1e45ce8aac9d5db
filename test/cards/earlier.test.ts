import { describe, expect, it } from 'vitest';
import { earlierButton, earlierNote } from '../../src/cards/earlier.ts';
import { LANGUAGES } from '../../src/domain/query.ts';
import { weekdayText } from '../../src/i18n/languages.ts';

const MONDAY_MS = new Date(2026, 10, 23, 12).getTime();
const DAY_MS = 86_400_000;

describe('the hint at an earlier search', () => {
  it('names the day in the language of the reader', () => {
    const tuesday = { view: 'abcd', atMs: MONDAY_MS + DAY_MS };
    const friday = MONDAY_MS + 4 * DAY_MS;
    expect(earlierNote(tuesday, { language: 'en', nowMs: friday })).toEqual([
      expect.stringContaining('Tuesday'),
    ]);
    expect(earlierNote(tuesday, { language: 'zh', nowMs: friday })).toEqual([
      expect.stringContaining('星期二'),
    ]);
  });

  it.each(LANGUAGES)('says in %s on which day it was', (language) => {
    const [said = ''] = earlierNote(
      { view: 'abcd', atMs: MONDAY_MS },
      { language, nowMs: MONDAY_MS + 4 * DAY_MS },
    );
    expect(said).toContain(weekdayText(new Date(MONDAY_MS), language));
  });

  it('says today for today', () => {
    const said = earlierNote(
      { view: 'abcd', atMs: MONDAY_MS },
      { language: 'en', nowMs: MONDAY_MS + 60_000 },
    );
    expect(said).toEqual([expect.stringContaining('today')]);
  });

  it('is not there when there is none', () => {
    expect([earlierNote(null, { language: 'en', nowMs: 0 }), earlierButton(undefined, 'en')]).toEqual([
      [],
      [],
    ]);
  });
});
