/** Photos that were sent together: which of them can be searched with, and which one alone a question is about. */
import { asTusouError, type TusouError } from '../domain/errors.ts';
import type { Question } from '../domain/query.ts';
import type { Album, BrokenPhoto } from '../domain/result.ts';
import { type Topic, together } from './topic.ts';

/** Whether another photo would not have failed so: the others can be searched with all the same. */
const isOfPhoto = ({ code }: TusouError): boolean =>
  code.startsWith('photo-') || code.startsWith('url-') || code === 'backend-image-refused';

/** A photo with what a step found for it, or with the reason why it cannot be used. */
export type Tried<T> =
  | { readonly photo: Topic; readonly found: T }
  | { readonly photo: Topic; readonly failure: TusouError };

/** Does a step for each photo. Rejects with a failure that has nothing to do with the photo, or with the first when all failed. */
export const tryEach = async <T>(
  photos: readonly Topic[],
  step: (photo: Topic) => Promise<T>,
): Promise<readonly Tried<T>[]> => {
  const tried = await Promise.all(
    photos.map(async (photo): Promise<Tried<T>> => {
      try {
        return { photo, found: await step(photo) };
      } catch (error) {
        const failure = asTusouError(error);
        if (!isOfPhoto(failure)) throw error;
        return { photo, failure };
      }
    }),
  );
  const [first] = tried;
  if (first && 'failure' in first && tried.every((one) => 'failure' in one)) throw first.failure;
  return tried;
};

/** The photos that could not be used. */
export const brokenIn = (tried: readonly Tried<unknown>[]): readonly BrokenPhoto[] =>
  tried.flatMap((one) => {
    if (!('failure' in one)) return [];
    const { code, args } = one.failure;
    return [{ photo: one.photo.number ?? 1, code, args }];
  });

/** What is searched for, and the album that it is of; null where there is one subject. */
export type Picked = { readonly topic: Topic; readonly question: Question; readonly album: Album | null };

/**
 * Opens the photos of an album and leaves out those that are broken. A question about one of them alone (`subject`) becomes that
 * photo's own; a number that no photo has means all of them. Rejects with the reason where the photo in question, or each, is broken.
 */
export const pickPhotos = async (topic: Topic, asked: Question, signal: AbortSignal): Promise<Picked> => {
  const { photos } = topic;
  if (!photos) return { topic, question: asked, album: null };
  const { subject, ...question } = asked;
  const tried = await tryEach(photos, (photo) => photo.photo(signal));
  const album = { photos: photos.length, broken: brokenIn(tried) };
  const chosen = subject ? tried[subject - 1] : undefined;
  if (chosen && 'failure' in chosen) throw chosen.failure;
  if (chosen) return { topic: chosen.photo, question, album };
  const usable = tried.filter((one) => 'found' in one).map(({ photo }) => photo);
  const [only] = usable;
  return { topic: usable.length === 1 && only ? only : together(usable), question, album };
};
