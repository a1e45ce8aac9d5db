/** Reads the text form of Prometheus 0.0.4, strictly: a line that is not in its grammar throws. */

/** One number with its labels. */
export type Sample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

/** All that a scrape brought: the samples, and the types by metric name. */
export type Scrape = { readonly samples: readonly Sample[]; readonly types: ReadonlyMap<string, string> };

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const HELP = new RegExp(`^# HELP (${NAME}) .+$`);
const TYPE = new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram|summary|untyped)$`);
const LABEL = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*),?\\})? (\\S+)$`);

const numberOf = (text: string): number => {
  if (/^[+-]?Inf$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  // As Prometheus reads it, in any case of letters; it is what the event loop's lag is before the first look.
  if (/^nan$/i.test(text)) return Number.NaN;
  if (!/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) throw new Error(`no number: ${text}`);
  return Number(text);
};

const labelsOf = (text = ''): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );

/** Reads a scrape. */
export const readMetrics = (text: string): Scrape => {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || HELP.test(line)) continue;
    const type = TYPE.exec(line);
    const sample = SAMPLE.exec(line);
    if (type) types.set(type[1] ?? '', type[2] ?? '');
    else if (sample)
      samples.push({ name: sample[1] ?? '', labels: labelsOf(sample[2]), value: numberOf(sample[3] ?? '') });
    else throw new Error(`not in the text form: ${line}`);
  }
  return { samples, types };
};

/** The sum of all samples of this name that have these labels; null when there is none. */
export const sumOf = (
  { samples }: Scrape,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | null => {
  const found = samples.filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
};
