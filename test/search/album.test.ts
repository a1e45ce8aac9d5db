/** Photos that were sent together: broken ones are left out, and one of them can be asked about alone. */
import { describe, expect, it } from 'vitest';
import { TusouError } from '../../src/domain/errors.ts';
import { plainQuestion } from '../../src/domain/query.ts';
import { pickPhotos } from '../../src/search/album.ts';
import { type Topic, together } from '../../src/search/topic.ts';

const { signal } = new AbortController();
const question = plainQuestion('en');

/** A photo that can be opened, or that fails so. */
const photo = (number: number, failure?: Error): Topic => ({
  number,
  key: async () => `photo-${number}`,
  photo: async () => {
    if (failure) throw failure;
    return { own: `own-${number}`, photo: `photo-${number}` };
  },
  query: async () => ({ kind: 'keyword', keyword: '', question }),
  look: async () => null,
  hints: () => [number === 1 ? 'photo-blurred' : 'crop-none'],
  keepPhoto: async () => {},
  timings: {},
});

const broken = (): TusouError => new TusouError('photo-too-small', { args: { limit: 300 } });
const album = (...failures: (Error | undefined)[]) =>
  together(failures.map((failure, index) => photo(index + 1, failure)));
const keyOf = ({ topic }: { topic: Topic }) => topic.key(question, signal);

describe('the photos of an album', () => {
  it('are all searched with', async () => {
    const picked = await pickPhotos(album(undefined, undefined), question, signal);
    expect(picked.album).toEqual({ photos: 2, broken: [] });
    expect(picked.topic.photos).toHaveLength(2);
  });

  it('that are broken are told with their number and the reason, and the others keep theirs', async () => {
    const picked = await pickPhotos(album(broken(), undefined, undefined), question, signal);
    expect(picked.album?.broken).toEqual([{ photo: 1, code: 'photo-too-small', args: { limit: 300 } }]);
    expect(await keyOf(picked)).toBe('[[2,"photo-2"],[3,"photo-3"]]');
  });

  it('of which one is left is that photo', async () => {
    const picked = await pickPhotos(album(broken(), undefined), question, signal);
    expect([picked.topic.photos, await keyOf(picked)]).toEqual([undefined, 'photo-2']);
  });

  it('that are all broken give the reason of the first', async () => {
    const all = album(broken(), new TusouError('photo-broken'));
    await expect(pickPhotos(all, question, signal)).rejects.toMatchObject({ code: 'photo-too-small' });
  });

  it('are asked for by number, and a number too many means all', async () => {
    const all = album(undefined, undefined, broken());
    const second = await pickPhotos(all, { ...question, subject: 2 }, signal);
    expect([await keyOf(second), second.question, second.album?.photos]).toEqual(['photo-2', question, 3]);
    const beyond = await pickPhotos(all, { ...question, subject: 7 }, signal);
    expect(beyond.topic.photos).toHaveLength(2);
    const third = pickPhotos(all, { ...question, subject: 3 }, signal);
    await expect(third).rejects.toMatchObject({ code: 'photo-too-small' });
  });

  it.each(['backend-down', 'storage-down', 'chat-down', 'input-invalid'] as const)(
    'are not blamed for %s',
    async (code) => {
      const all = album(undefined, new TusouError(code));
      await expect(pickPhotos(all, question, signal)).rejects.toMatchObject({ code });
    },
  );

  it('say together only what is true of all', () => {
    expect(album(undefined, undefined, undefined).hints()).toEqual(['crop-none']);
  });

  it('are no album where one was sent', async () => {
    const one = photo(1);
    expect(await pickPhotos(one, { ...question, subject: 2 }, signal)).toEqual({
      topic: one,
      question: { ...question, subject: 2 },
      album: null,
    });
  });
});
