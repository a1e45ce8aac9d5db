/** The whole program with a workspace of its own and the simulator behind it, for tests of Slack from end to end. */
import { startMarketplace } from './flow-marketplace.ts';
import { slackPeople } from './flow-slack.ts';
import { startApp } from './running-app.ts';
import { SIGNING_SECRET } from './slack-requests.ts';
import { BOT_TOKEN, startSlack } from './slack-wire.ts';

/** Starts it over HTTP; `more` are settings beside those of Slack. `people` are those of the workspace; after `restart` the program is another process's worth of memory. */
export const startSlackFlow = async (more: Readonly<Record<string, string>> = {}) => {
  const [marketplace, slack] = await Promise.all([startMarketplace(), startSlack()]);
  const app = await startApp({
    ...marketplace.env,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    ...more,
  });
  let people = slackPeople(slack, app.url);
  return {
    marketplace,
    slack,
    app,
    get people() {
      return people;
    },
    /** Stops the program once it has done its work, and starts it again. */
    restart: async (): Promise<void> => {
      await app.restart();
      people = slackPeople(slack, app.url);
    },
    stop: async (): Promise<void> => {
      await app.stop();
      await Promise.all([slack.close(), marketplace.close()]);
    },
  };
};

/** A running program with its workspace. */
export type SlackFlow = Awaited<ReturnType<typeof startSlackFlow>>;
