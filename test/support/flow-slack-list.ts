/** Shortlists and votes in a Slack channel, as people come to them. */
import { translator } from '../../src/i18n/translate.ts';
import { newPhoto } from './flow-photos.ts';
import { buttonsOf, isAnswer, type SlackSeen, type slackPeople, wordsOf } from './flow-slack.ts';
import { inTime } from './flow-waiting.ts';
import type { Call, SlackDouble, StandIn } from './slack-wire.ts';

const en = translator('en');

/** People of the workspace; one of them is called as nobody should be, one is an admin. */
/** An admin of the workspace. */
export const ADMIN = 'U0ROOT';

const NAMES: Readonly<Record<string, string>> = { U0ADA: 'Ada', U0BEN: '<!channel> *Ben*', [ADMIN]: 'Root' };

/** Slack, where it is asked about these people. */
export const knowingPeople: StandIn = ({ method, args }) => {
  const id = String(args.user);
  if (method !== 'users.info' || !(id in NAMES)) return undefined;
  const user = { id, locale: 'en-US', is_admin: id === ADMIN, profile: { display_name: NAMES[id] } };
  return { body: { ok: true, user } };
};

/** The buttons whose words begin like this; there is at least one. */
export const labelled = (seen: SlackSeen, label: string) => {
  const found = buttonsOf(seen).filter((one) => one.label.startsWith(label));
  if (found.length > 0) return found;
  throw new Error(`no button '${label}': ${buttonsOf(seen).map((one) => one.label)}`);
};

/** The buttons of a vote, in the order of its offers. */
export const voteButtons = (seen: SlackSeen) =>
  labelled(seen, 'Vote').filter(({ value }) => value.startsWith('c:'));

/** Makes the ways to a list and a vote; `people` are those of the moment. */
export const slackLists = (slack: SlackDouble, people: () => ReturnType<typeof slackPeople>) => {
  const methods = (): string[] => slack.calls.map(({ method }) => method);

  const eventually = <T>(look: () => Promise<T | undefined>): Promise<T> =>
    inTime(
      slack.until(async () => (await look()) ?? null),
      methods,
    );

  const messagesAround = ({ channel, thread }: SlackSeen): Promise<SlackSeen[]> =>
    people().messagesSince({ channel, ts: thread ?? '0', inThread: true });

  /** The message of the bot in the same thread that fits. */
  const inThread = (near: SlackSeen, fits: (seen: SlackSeen) => boolean): Promise<SlackSeen> =>
    eventually(async () => (await messagesAround(near)).find(fits));

  /** A call of the bot that fits. */
  const called = (method: string, fits: (call: Call) => boolean = () => true): Promise<Call> =>
    eventually(async () => slack.sent(method).find(fits));

  return {
    inThread,
    called,

    /** A new answer in the channel, from which so many offers were put on the shortlist, and then the list. */
    listWith: async (count: number): Promise<SlackSeen> => {
      const answer = await people().shown(await people().mentionWithPhoto(await newPhoto()), isAnswer);
      const details = labelled(answer, 'Details');
      for (const { value } of details.slice(0, count)) {
        await people().tap(answer, { value: value.replace(/^d/, 'k'), actionId: 'press:offer1.2' });
        const taken = value.replace(/^d/, 'u');
        await eventually(async () => slack.calls.find(({ args }) => JSON.stringify(args).includes(taken)));
      }
      const open = (details[0]?.value ?? '').replace(/^d/, 'l').replace(/:\d+$/, '');
      await people().tap(answer, { value: open, actionId: 'press:row0.0' });
      return inThread(answer, (seen) => seen.ts !== answer.ts && wordsOf(seen).startsWith('Shortlist:'));
    },

    /** The vote that somebody begins on a list. */
    beginVote: async (list: SlackSeen, by: string): Promise<SlackSeen> => {
      const before = (await messagesAround(list)).map(({ ts }) => ts);
      const [vote] = labelled(list, en('button-vote'));
      if (vote) await people().tap(list, vote, by);
      const isNew = (seen: SlackSeen): boolean => !before.includes(seen.ts);
      return inThread(list, (seen) => isNew(seen) && wordsOf(seen).startsWith(en('vote-question')));
    },
  };
};
