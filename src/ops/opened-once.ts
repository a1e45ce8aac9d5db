/** What is opened when it is first needed, and then is there. */

/** Makes the function that opens it: all calls give the same promise. One that could not be opened is tried again by the next call. */
export const openedOnce = <T>(open: () => Promise<T>): (() => Promise<T>) => {
  let opening: Promise<T> | null = null;
  return () => {
    opening ??= open().catch((error: unknown) => {
      opening = null;
      throw error;
    });
    return opening;
  };
};
