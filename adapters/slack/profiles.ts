/** What Slack tells about people, asked once a day for everything that we want to know of them. */
import type { WebClient } from '@slack/web-api';
import type { Log, Store } from '#service';
import { slackError } from './errors.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Slack is asked again this long after it could not say. */
const UNKNOWN_MS = 10 * 60 * 1000;

/** Who somebody is: the locale of their Slack (`zh-CN`), and the name that they chose to be called by, which is untrusted text. */
export type Profile = { readonly locale: string | null; readonly name: string | null };

const NOBODY: Profile = { locale: null, name: null };

/** What looking people up needs. `client` must give up quickly: Slack waits 3 s for our acknowledgement. */
export type ProfileParts = { readonly client: WebClient; readonly store: Store; readonly log: Log };

/** Tells a profile by an id of this workspace; one that says nothing where Slack does not tell. It rejects only as the store does. */
export type ProfileOf = (user: string) => Promise<Profile>;

/** Makes the function. Several questions about one person at a time are one call. */
export const createProfiles = ({ client, store, log }: ProfileParts): ProfileOf => {
  const underWay = new Map<string, Promise<Profile>>();

  const askSlack = async (user: string): Promise<Profile | null> => {
    try {
      const { user: found } = await client.users.info({ user, include_locale: true });
      const name = found?.profile?.display_name || found?.real_name || found?.name || null;
      return { locale: found?.locale ?? null, name };
    } catch (error) {
      log.warn({ code: slackError(error, log).message }, 'slack did not tell who a user is');
      return null;
    }
  };

  const lookUp = async (user: string): Promise<Profile> => {
    const key = `slack:profile:${user}`;
    const known = await store.get<Profile>(key);
    if (known !== undefined) return known;
    const profile = await askSlack(user);
    await store.set(key, profile ?? NOBODY, profile === null ? UNKNOWN_MS : DAY_MS);
    return profile ?? NOBODY;
  };

  return (user) => {
    const asking = underWay.get(user) ?? lookUp(user).finally(() => underWay.delete(user));
    underWay.set(user, asking);
    return asking;
  };
};
