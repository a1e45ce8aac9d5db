/** Pillow in a Python process of its own, for comparing with it. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The command of a Python that has Pillow, the system's own first (apt puts it there); null where there is none. */
export const findPillow = (): string | null =>
  ['/usr/bin/python3', 'python3'].find(
    (command) => spawnSync(command, ['-c', 'import PIL'], { stdio: 'ignore' }).status === 0,
  ) ?? null;

/**
 * A process that holds some photos and is warm. `go` prepares each of them once and answers with the milliseconds each took, `show` with
 * the JPEGs. Both reject when the process ended.
 */
export type Pillow = {
  go(): Promise<readonly number[]>;
  show(): Promise<readonly Buffer[]>;
  stop(): void;
};

/** Starts it; resolves once it is ready. Rejects when it cannot be started. */
export const startPillow = async (command: string, photos: readonly Buffer[]): Promise<Pillow> => {
  const script = join(import.meta.dirname, 'pillow.py');
  const child: ChildProcessWithoutNullStreams = spawn(command, [script]);
  child.stderr.pipe(process.stderr);
  // What cannot be told any more shows by the answer that does not come.
  child.stdin.on('error', () => {});
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done) throw new Error('Pillow ended before it had answered');
    return JSON.parse(value) as T;
  };
  child.stdin.write(`${JSON.stringify(photos.map(({ length }) => length))}\n`);
  for (const photo of photos) child.stdin.write(photo);
  await answer();
  return {
    go: () => {
      child.stdin.write('go\n');
      return answer<number[]>();
    },
    show: async () => {
      child.stdin.write('show\n');
      return (await answer<string[]>()).map((text) => Buffer.from(text, 'base64'));
    },
    stop: () => void child.stdin.end(),
  };
};
