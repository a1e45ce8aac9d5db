/** The log: pino on stderr, one JSON line an event, secrets taken out. `main` and `cli` make one; everybody else gets it handed in. */
import { pino } from 'pino';
import type { Log } from '../domain/ports.ts';

/** Field names that never reach the log, at the top level or one level down. */
const SECRET_FIELDS = [
  'token',
  'secret',
  'accessToken',
  'access_token',
  'appSecret',
  'authorization',
  'url',
  'via',
  'caption',
  'text',
];

const REDACTED = [...SECRET_FIELDS, ...SECRET_FIELDS.map((field) => `*.${field}`)];

/**
 * Makes a log that writes to stderr (or to `destination`), so that stdout stays free for answers.
 * `secrets` are values that are replaced by `[secret]` wherever they appear in a line, error texts and causes included.
 */
export const createLog = (
  level: string,
  secrets: readonly string[],
  destination: { write(line: string): void } = process.stderr,
): Log => {
  const known = secrets.filter((secret) => secret.length >= 4);
  const clean = (line: string): string =>
    known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
    { write: (line: string) => destination.write(clean(line)) },
  );
};
