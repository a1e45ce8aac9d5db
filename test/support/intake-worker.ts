/** A process that takes photos in, one after the other, for those who want to see whether it survives: paths come in, outcomes go out. */
import { readFile } from 'node:fs/promises';
import { TusouError } from '../../src/domain/errors.ts';
import { preparePhoto } from '../../src/images/photo.ts';

/** What became of a file: `taken`, or the code of its refusal. `rssMb` is the most memory that the process has had so far. */
export type Outcome = { readonly outcome: string; readonly ms: number; readonly rssMb: number };

const outcomeOf = async (path: string): Promise<string> => {
  try {
    await preparePhoto(await readFile(path));
    return 'taken';
  } catch (error) {
    return error instanceof TusouError ? error.code : `foreign: ${String(error)}`;
  }
};

process.on('message', async (path: string) => {
  const startedMs = performance.now();
  const outcome = await outcomeOf(path);
  const answer: Outcome = {
    outcome,
    ms: Math.round(performance.now() - startedMs),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
  process.send?.(answer);
});
