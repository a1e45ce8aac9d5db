/** Who is let in: the channels and people that the operator named, or everybody. The others are told kindly, by a sentence that only they see. */
import { type Language, translator } from '#service';

/** Where somebody asks, by Slack's ids. */
export type Asker = { readonly channel: string; readonly user: string };

/**
 * Which workspace the door belongs to: `own` is its team, `team` the same where its ids are told apart by it (null for that of
 * `SLACK_BOT_TOKEN`). `allowed` are ids of conversations and people; with none of them everybody is let in.
 */
export type AdmissionParts = {
  readonly allowed: readonly string[];
  readonly team: string | null;
  readonly own: string;
};

/**
 * Makes the door. Slack's ids are those of one workspace, and somebody else's workspace may have a channel of the same id: an id alone counts in
 * that of `SLACK_BOT_TOKEN`, and `T9/C1` in the workspace that it names.
 */
export const createAdmission = ({ allowed, team, own }: AdmissionParts) => {
  const named = new Set(allowed);
  const isNamed = (id: string): boolean => named.has(`${own}/${id}`) || (team === null && named.has(id));
  return {
    /** Whether what somebody asks there is let in. */
    admits: ({ channel, user }: Asker): boolean => named.size === 0 || isNamed(channel) || isNamed(user),
    /** What to say to somebody who is not let in: the id that would have to be named, which in a direct message is their own. */
    refusal: ({ channel, user }: Asker, language: Language): string => {
      const id = channel.startsWith('D') ? user : channel;
      return translator(language)('not-allowed-channel', { id: team === null ? id : `${team}/${id}` });
    },
  };
};

/** See `createAdmission`. */
export type Admission = ReturnType<typeof createAdmission>;
