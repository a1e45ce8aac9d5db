/** Waiting for work that others may wait for too: whoever gives up leaves, and the work goes on. */

/**
 * What the work gives, or a rejection with the signal's reason as soon as that is aborted. Work that fails after everybody has left
 * never counts as an unhandled rejection.
 */
export const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
