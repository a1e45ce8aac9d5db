/** `npm run memory`: what is remembered of photos, and how to forget one of them or everything. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TusouError } from '../domain/errors.ts';
import { languageOf } from '../domain/query.ts';
import { preparePhoto } from '../images/photo.ts';
import type { DeskCommand, Request, Run } from './desk-command.ts';
import { readArguments, refuse } from './options.ts';
import { jsonText, type Outcome } from './outcome.ts';

/** `photo` is the file that shows the photo to forget; null means everything. */
type MemoryRequest = Request & { readonly task: 'stats' | 'forget'; readonly photo: string | null };

const USAGE = `Usage: npm run memory -- stats [--json]
       npm run memory -- forget <photo file> [--json]
       npm run memory -- forget --all [--json]

stats tells how many photos are known, and how the photos that came were known: by their file id on the platform (no download), by
their bytes (no decoding), by their look, or not at all. forget makes the memory lose a photo with all answers to it, whichever copy
of it the file is, or everything. MEMORY_TTL=off remembers nothing in the first place.

  --json                         print one JSON document and nothing else

Exit codes: 0 done, 2 bad input, 3 the photo is not known.`;

const OPTIONS = {
  all: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const parse: DeskCommand<MemoryRequest>['parse'] = (args, lang) => {
  const { values, positionals } = readArguments(args, OPTIONS);
  if (values.help) return 'help';
  const [task, photo = null, ...more] = positionals;
  const request = { json: values.json === true, language: languageOf(lang), photo };
  if (task === 'stats' && photo === null && !values.all) return { ...request, task };
  if (task !== 'forget') return refuse('Say stats or forget.');
  if (more.length > 0 || (photo !== null) === (values.all === true))
    return refuse('Give one photo to forget, or --all.');
  return { ...request, task };
};

const read = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = `There is no readable file at ${path}.`;
    throw new TusouError('input-invalid', { detail: 'photo file not readable', args: { reason }, cause });
  }
};

const tell = ({ json }: Request, document: object, text: string, exitCode: 0 | 3 = 0): Outcome => ({
  exitCode,
  stdout: json ? jsonText(document) : `${text}\n`,
  stderr: '',
});

const stats = async ({ request, desk }: Run<MemoryRequest>): Promise<Outcome> => {
  const { memory } = await desk.open();
  if (!memory.isOn) return tell(request, { on: false }, 'The memory is off (MEMORY_TTL).');
  const { photos, byFile, byBytes, byLook, unknown } = await memory.stats();
  const lines = [
    ['photos that are known', photos],
    ['known by their file id', byFile],
    ['known by their bytes', byBytes],
    ['known by their look', byLook],
    ['not known', unknown],
  ];
  const text = lines.map(([what, count]) => `${String(what).padEnd(24)}${count}`).join('\n');
  return tell(request, { on: true, photos, byFile, byBytes, byLook, unknown }, text);
};

const forget = async ({ request, desk, signal }: Run<MemoryRequest>): Promise<Outcome> => {
  const { memory, earlier } = await desk.open();
  if (request.photo === null) {
    await Promise.all([memory.forgetAll(), earlier.forgetAll()]);
    return tell(request, { forgotten: 'all' }, 'Everything is forgotten.');
  }
  const bytes = await read(request.photo);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { fingerprint } = await preparePhoto(bytes, { signal, sha256 });
  const wasKnown = await memory.forget(sha256, fingerprint);
  return wasKnown
    ? tell(request, { forgotten: 'photo' }, 'The photo is forgotten.')
    : tell(request, { forgotten: null }, 'This photo is not known.', 3);
};

/** The command. */
export const memoryCommand: DeskCommand<MemoryRequest> = {
  usage: USAGE,
  parse,
  run: (run) => (run.request.task === 'stats' ? stats(run) : forget(run)),
};
