/** Two workspaces behind one address, as Slack is: calls go to the workspace of their token. Their channels have the same ids. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BOT_TOKEN, type SlackDouble, startSlack } from './slack-wire.ts';

/** The second workspace, into which the app is installed by its own page. */
export const THERE = 'T000000009';

/** The channel that every double has. */
export const SHARED_ID = 'C000000001';

/** Where the browser of a test is sent back to; it goes to the program instead. */
export const PUBLIC_URL = 'https://tusou.example.com';

const APP = {
  client_id: '1234567890.1234567890123',
  client_secret: 'a-client-secret-for-tests',
  redirect_uris: [`${PUBLIC_URL}/slack/oauth_redirect`],
  bot_user_id: 'U0TUSOU09',
};

/** The settings by which the app may be installed. */
export const INSTALL_ENV = {
  SLACK_CLIENT_ID: APP.client_id,
  SLACK_CLIENT_SECRET: APP.client_secret,
  SLACK_PUBLIC_URL: PUBLIC_URL,
};

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const pass = async (to: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = new Headers(Object.entries(request.headers).map(([key, text]) => [key, String(text)]));
  for (const key of ['connection', 'host', 'content-length', 'transfer-encoding']) headers.delete(key);
  const answer = await fetch(to, {
    method: request.method ?? 'GET',
    headers,
    redirect: 'manual',
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const kept = [...answer.headers].filter(([key]) =>
    /^(content-type|location|retry-after|x-oauth.*)$/.test(key),
  );
  response.writeHead(answer.status, Object.fromEntries(kept));
  response.end(Buffer.from(await answer.arrayBuffer()));
};

/** The bot as people of a workspace know it after the app was installed there. */
const installedIn = async (there: SlackDouble): Promise<SlackDouble> => {
  await there.person.conversations.join({ channel: SHARED_ID });
  await there.person.conversations.invite({ channel: SHARED_ID, users: APP.bot_user_id });
  const { channel } = await there.person.conversations.open({ users: APP.bot_user_id });
  return { ...there, bot: APP.bot_user_id, channel: SHARED_ID, direct: channel?.id ?? '' };
};

/** What somebody sees at the end of an attempt to install the app. */
export type InstallSeen = { readonly status: number; readonly page: string };

/** Somebody's browser, which keeps its cookies and is never at the public address but always at the program's own. */
export const installer = (appUrl: () => string) => {
  let cookie = '';
  const open = async (path: string, language = 'en'): Promise<Response> => {
    const headers = { cookie, 'accept-language': language };
    const answer = await fetch(new URL(path, appUrl()), { headers, redirect: 'manual' });
    const [set] = answer.headers.getSetCookie();
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    return answer;
  };
  /** Goes to Slack, says yes as the first person there, and tells where Slack leads back to. */
  const agree = async (): Promise<string> => {
    const begun = await open('/slack/install');
    const asked = await (await fetch(begun.headers.get('location') ?? '')).text();
    const form = asked.slice(asked.indexOf('<form'), asked.indexOf('</form>'));
    const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value.replaceAll('&amp;', '&'),
    ]);
    const said = await fetch(new URL('/oauth/v2/authorize/callback', begun.headers.get('location') ?? ''), {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    return (said.headers.get('location') ?? '').replace(PUBLIC_URL, '');
  };
  const see = async (path: string, language?: string): Promise<InstallSeen> => {
    const answer = await open(path, language);
    return { status: answer.status, page: await answer.text() };
  };
  return { open, agree, see, install: async (language?: string) => see(await agree(), language) };
};

/** Starts both. `there` is the second workspace's double before the app is in it. Socket Mode is given out by the server of `socketUrl`. */
export const startWorkspaces = async (socketUrl?: string) => {
  const doubles: { home: SlackDouble | null; there: SlackDouble | null } = { home: null, there: null };
  const ofPath = { '/home/': 'home', '/there/': 'there' } as const;
  const front = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (socketUrl && path.endsWith('/apps.connections.open'))
      return pass(`${socketUrl}apps.connections.open`, request, response);
    const named = Object.entries(ofPath).find(([prefix]) => path.startsWith(prefix));
    const isHome = named ? named[1] === 'home' : request.headers.authorization === `Bearer ${BOT_TOKEN}`;
    const double = isHome ? doubles.home : doubles.there;
    await pass(`${double?.url}${named ? path.slice(named[0].length - 1) : path}`, request, response);
  });
  const url = await listening(front);
  const [home, there] = await Promise.all([
    startSlack({ baseUrl: `${url}/home` }),
    startSlack({ team: THERE, baseUrl: `${url}/there`, app: APP }),
  ]);
  Object.assign(doubles, { home, there });
  await home.person.conversations.join({ channel: SHARED_ID });
  await home.person.conversations.invite({ channel: SHARED_ID, users: home.bot });
  return {
    apiUrl: `${url}/api/`,
    home: { ...home, channel: SHARED_ID },
    there,
    /** The second workspace as its people know it once the app is in it. */
    installed: () => installedIn(there),
    clear: (): void => {
      home.clear();
      there.clear();
    },
    close: async (): Promise<void> => {
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      await Promise.all([home.close(), there.close()]);
    },
  };
};

/** Both workspaces, running. */
export type Workspaces = Awaited<ReturnType<typeof startWorkspaces>>;
