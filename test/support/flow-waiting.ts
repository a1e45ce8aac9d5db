/** Waiting in flow tests: for something that happens, never for a time; what was there instead is told when it does not. */

/** Long enough for a loaded machine; only a failing test waits for it. */
const PATIENCE_MS = 20_000;

/** The promise's value, or an error that tells what there was instead. */
export const inTime = async <T>(awaited: Promise<T>, instead: () => unknown): Promise<T> => {
  const failure = new Error('what was waited for did not happen');
  let alarm: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    alarm = setTimeout(() => {
      failure.message += `; there was ${JSON.stringify(instead(), null, 1)}`;
      reject(failure);
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([awaited, late]);
  } finally {
    clearTimeout(alarm);
  }
};
