/** The log: one JSON line an event, and nothing secret in it. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { createLog } from '../../src/ops/log.ts';

const SECRET = '123456:bot-token';

const make = (level = 'info') => {
  const lines: string[] = [];
  const log = createLog(level, [SECRET, ''], { write: (line) => void lines.push(line) });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') };
};

describe('the log', () => {
  it('writes one line of JSON with the level, the fields and the event', () => {
    const { log, lines, last } = make();
    log.child({ room: 'queue' }).warn({ attempt: 2 }, 'job will be tried again');
    expect(lines).toHaveLength(1);
    expect(last()).toMatchObject({
      level: 'warn',
      room: 'queue',
      attempt: 2,
      msg: 'job will be tried again',
    });
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = make('warn');
    log.info({}, 'nothing special');
    expect(lines).toEqual([]);
  });

  it('takes known secrets out wherever they are, error texts and causes included', () => {
    const { log, lines } = make();
    const cause = new Error(`GET https://api.telegram.org/file/bot${SECRET}/photo.jpg failed`);
    log.error(
      { err: new TusouError('chat-down', { detail: `with ${SECRET}`, cause }), note: SECRET },
      'failed',
    );
    expect(lines.join('')).not.toContain(SECRET);
    expect(lines.join('')).toContain('api.telegram.org/file/bot[secret]/photo.jpg');
  });

  it('takes out fields that hold people’s content or ways in, at the top and one level down', () => {
    const { log, lines } = make();
    log.info(
      { caption: 'hush', chat: { via: 'hush', id: '42' }, accessToken: 'hush', url: 'hush' },
      'received',
    );
    expect(lines.join('')).not.toContain('hush');
    expect(lines.join('')).toContain('"id":"42"');
  });
});
