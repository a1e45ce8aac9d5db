/** Which language somebody reads in Slack. */
import { type Language, languageOf } from '#service';
import type { ProfileOf } from './profiles.ts';

/** Makes the function that tells a user's language; English when Slack does not say. It rejects only as the store does. */
export const createPeople =
  (profileOf: ProfileOf) =>
  async (user: string | null): Promise<Language> =>
    languageOf(user === null ? null : (await profileOf(user)).locale);
