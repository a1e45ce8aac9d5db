/** Which language somebody reads, asked of Slack once a day. */
import type { WebClient } from '@slack/web-api';
import { type Language, type Log, languageOf, type Store } from '#service';
import { slackError } from './errors.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Slack is asked again this long after it could not say. */
const UNKNOWN_MS = 10 * 60 * 1000;

/** What looking up a language needs. `client` must give up quickly: Slack waits 3 s for our acknowledgement. */
export type PeopleParts = { readonly client: WebClient; readonly store: Store; readonly log: Log };

/** Makes the function that tells a user's language; English when Slack does not say. It never throws. */
export const createPeople = ({ client, store, log }: PeopleParts) => {
  const askSlack = async (user: string): Promise<string | null> => {
    try {
      const answer = await client.users.info({ user, include_locale: true });
      return answer.user?.locale ?? null;
    } catch (error) {
      log.warn({ code: slackError(error, log).message }, 'slack did not tell the language of a user');
      return null;
    }
  };

  return async (user: string | null): Promise<Language> => {
    if (user === null) return languageOf(null);
    const key = `slack:locale:${user}`;
    const known = await store.get<string>(key);
    if (known !== undefined) return languageOf(known);
    const locale = await askSlack(user);
    await store.set(key, locale ?? '', locale === null ? UNKNOWN_MS : DAY_MS);
    return languageOf(locale);
  };
};
