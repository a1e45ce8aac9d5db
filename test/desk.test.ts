/** The search desk on its own storage: what stays in the file. */
import { expect, test } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { openSearchDesk } from '../src/desk.ts';
import { plainQuestion } from '../src/domain/query.ts';
import { systemClock } from '../src/ops/clock.ts';
import { silentLog } from './support/silent-log.ts';
import { tempDir } from './support/temp-dir.ts';

test.each(['off', '1h'])(
  'no picture is kept for ever where answers are remembered: %s',
  async (MEMORY_TTL) => {
    const config = parseConfig({ DATA_DIR: tempDir(), MEMORY_TTL });
    await using desk = await openSearchDesk({ config, clock: systemClock, log: silentLog });
    const { signal } = new AbortController();
    const about = { kind: 'keyword', keyword: '杯' } as const;
    const { offers } = await desk.search.search(
      { about, question: plainQuestion('en'), fresh: false },
      signal,
    );
    const picture = await desk.thumbnail(offers[0]?.imageUrl ?? '', signal);
    expect(picture?.length).toBeGreaterThan(0);
    const kept = desk.db?.passing
      .prepare<{ expires_at: number | null }>("SELECT expires_at FROM entries WHERE namespace = 'thumbnails'")
      .all();
    expect(
      kept?.map(({ expires_at }) => (expires_at ?? Number.POSITIVE_INFINITY) < Date.now() + 86_400_000),
    ).toEqual([true]);
  },
);
