/** Collects every log line of a test file, and the secrets that its logs were told of, for the check at the end of the run. */
import { appendFileSync } from 'node:fs';
import { inject, vi } from 'vitest';

const folder = inject('logFolder');

/** Adds text to one of the run's files: `lines.log` or `secrets.txt`. */
export const collect = (file: 'lines.log' | 'secrets.txt', text: string): void => {
  if (text !== '') appendFileSync(`${folder}/${file}`, text.endsWith('\n') ? text : `${text}\n`);
};

vi.mock('../../src/ops/log.ts', async (original) => {
  const log = await original<typeof import('../../src/ops/log.ts')>();
  const createLog: typeof log.createLog = (level, secrets, destination = process.stderr) => {
    collect('secrets.txt', secrets.join('\n'));
    const write = (line: string) => {
      collect('lines.log', line);
      return destination.write(line);
    };
    return log.createLog(level, secrets, { write });
  };
  return { ...log, createLog };
});
