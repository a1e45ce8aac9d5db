/** A log that keeps what it is told, for tests that check what an operator would read. */
import type { Log } from '../../src/domain/ports.ts';

/** One line of the log. */
export type LogLine = {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: object;
};

/** Makes a `Log` together with the lines that went into it and into its children. */
export const recordedLog = (lines: LogLine[] = []): Log & { readonly lines: readonly LogLine[] } => {
  const at = (level: LogLine['level']) => (fields: object, event: string) =>
    void lines.push({ level, event, fields });
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => recordedLog(lines),
  };
};
