/** Slack on loopback: the emulate double behind a wire that records every call, checks what is sent, and can answer in Slack's place. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebClient } from '@slack/web-api';
import { createEmulator } from 'emulate';
import manifest from '../../adapters/slack/manifest.json' with { type: 'json' };
import { messageFaults, modalFaults, unfurlFaults } from './slack-blocks.ts';
import { homeFaults } from './slack-home.ts';

/** A call as Slack got it: its method (`chat.postMessage`, or `hook` for a return address) and its arguments. */
export type Call = { readonly method: string; readonly args: Readonly<Record<string, unknown>> };

/** What a test says in Slack's place; undefined lets the double answer. */
export type StandIn = (
  call: Call,
) => { status?: number; type?: string; headers?: Record<string, string>; body: unknown } | undefined;

/** The bot's token in the double. */
export const BOT_TOKEN = 'xoxb-0000-test';

const PERSON_TOKEN = 'xoxp-0000-test';

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
};

const value = (text: string): unknown => {
  try {
    return /^[[{]/.test(text) ? JSON.parse(text) : text;
  } catch {
    return text;
  }
};

const argsOf = (body: Buffer, contentType: string): Record<string, unknown> => {
  if (contentType.includes('json')) return JSON.parse(body.toString());
  if (!contentType.includes('urlencoded')) return {};
  return Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([key, text]) => [key, value(text)]),
  );
};

const faultsOf = ({ method, args }: Call): string[] => {
  if (['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'hook'].includes(method))
    return messageFaults(args);
  if (method === 'chat.unfurl') return unfurlFaults(args);
  if (method === 'views.publish') return homeFaults(args.view);
  return ['views.open', 'views.update'].includes(method) ? modalFaults(args.view) : [];
};

const listening = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });

const freePort = async (): Promise<number> => {
  const server = createServer();
  const url = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return Number(new URL(url).port);
};

/** The team of every double that is given no other. */
export const TEAM = 'T000000001';

/** How one double differs from the next: its team, where it says that its files are, and an app that people may install. */
export type DoubleOptions = {
  readonly team?: string;
  readonly baseUrl?: string;
  readonly app?: {
    readonly client_id: string;
    readonly client_secret: string;
    readonly redirect_uris: string[];
    readonly bot_user_id: string;
  };
};

/** Starts a workspace with the bot, a person and a channel that both are in. The bot has exactly the manifest's scopes. */
export const startSlack = async ({ team = TEAM, baseUrl, app }: DoubleOptions = {}) => {
  const calls: Call[] = [];
  const faults: string[] = [];
  const hearers = new Set<() => void>();
  let standIn: StandIn = () => undefined;
  let hearAnswer: (call: Call, answer: unknown) => void = () => undefined;
  const port = await freePort();

  const forward = async (
    request: IncomingMessage,
    response: ServerResponse,
    { body, call }: { readonly body: Buffer; readonly call: Call },
  ): Promise<void> => {
    const headers = new Headers(Object.entries(request.headers).map(([key, text]) => [key, String(text)]));
    for (const key of ['connection', 'host', 'content-length', 'transfer-encoding']) headers.delete(key);
    const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
      method: request.method ?? 'GET',
      headers,
      redirect: 'manual',
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const type = answer.headers.get('content-type') ?? 'text/plain';
    const bytes = Buffer.from(await answer.arrayBuffer());
    const said = type.includes('json') ? bytes.toString().replaceAll(TEAM, team) : bytes;
    if (typeof said === 'string') hearAnswer(call, JSON.parse(said));
    const location = answer.headers.get('location');
    response.writeHead(answer.status, { 'content-type': type, ...(location ? { location } : {}) }).end(said);
  };

  /** Answers a call, and tells whether it was the bot's. */
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const body = await bodyOf(request);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const args = argsOf(body, request.headers['content-type'] ?? '');
    const method = path.startsWith('/hook') ? 'hook' : path.replace(/^\/(api\/)?/, '');
    const call = { method, args };
    const isBots = request.headers.authorization !== `Bearer ${PERSON_TOKEN}`;
    if (isBots) {
      calls.push(call);
      faults.push(...faultsOf(call).map((fault) => `${method} ${fault}`));
      const said = standIn(call);
      if (said) {
        const type = said.type ?? 'application/json';
        const text = typeof said.body === 'string' ? said.body : JSON.stringify(said.body);
        response.writeHead(said.status ?? 200, { 'content-type': type, ...said.headers }).end(text);
        return true;
      }
      if (method === 'hook') {
        response.end('ok');
        return true;
      }
    }
    await forward(request, response, { body, call });
    return isBots;
  };
  const wire = createServer(async (request, response) => {
    if (await serve(request, response)) for (const hear of [...hearers]) hear();
  });
  const url = await listening(wire);
  const emulator = await createEmulator({
    service: 'slack',
    port,
    baseUrl: baseUrl ?? url,
    seed: {
      slack: {
        users: [{ name: 'tusou' }, { name: 'buyer' }],
        channels: [{ name: 'sourcing' }],
        tokens: [
          { token: BOT_TOKEN, user: 'tusou', scopes: manifest.oauth_config.scopes.bot },
          { token: PERSON_TOKEN, user: 'buyer' },
        ],
        oauth_apps: app ? [{ name: 'Tusou', bot_name: 'tusou', ...app }] : [],
        strict_scopes: true,
      },
    },
  });
  const apiUrl = `${url}/api/`;
  const person = new WebClient(PERSON_TOKEN, { slackApiUrl: apiUrl });
  const { channels = [] } = await person.conversations.list();
  const channelCalled = (name: string): string => channels.find((channel) => channel.name === name)?.id ?? '';
  const bot = (await new WebClient(BOT_TOKEN, { slackApiUrl: apiUrl }).auth.test()).user_id ?? '';
  const user = (await person.auth.test()).user_id ?? '';
  const { channel: foreign } = await person.conversations.create({ name: 'board', is_private: true });
  const { channel } = await person.conversations.open({ users: bot });

  return {
    team,
    url,
    apiUrl,
    hookUrl: `${url}/hook/T1/1`,
    bot,
    user,
    /** A channel with the bot in it, one without, and the direct message with the bot. */
    channel: channelCalled('sourcing'),
    foreignChannel: foreign?.id ?? '',
    direct: channel?.id ?? '',
    /** The person's own client: what people do in Slack. Its calls are not recorded. */
    person,
    calls,
    faults,
    sent: (method: string): Call[] => calls.filter((call) => call.method === method),
    answerWith: (answer: StandIn): void => {
      standIn = answer;
    },
    /** Hears what the double answers from now on. */
    onAnswer: (hear: (call: Call, answer: unknown) => void): void => {
      hearAnswer = hear;
    },
    /** Looks, and looks again after every answered call of the bot, until something is found. */
    until: async <T>(look: () => Promise<T | null>): Promise<T> => {
      for (;;) {
        const { promise, resolve } = Promise.withResolvers<void>();
        hearers.add(resolve);
        const found = await look();
        if (found === null) await promise;
        hearers.delete(resolve);
        if (found !== null) return found;
      }
    },
    /** Forgets what was recorded and any stand-in. */
    clear: (): void => {
      calls.length = 0;
      faults.length = 0;
      standIn = () => undefined;
      hearAnswer = () => undefined;
    },
    /** Puts a photo into a conversation, or a thread of it, as a person does, and tells the message as `conversations.history` shows it. */
    sharePhoto: async (conversation: string, bytes: Buffer, name = 'photo.jpg', thread?: string) => {
      const file = { file: bytes, filename: name };
      await person.filesUploadV2(
        thread
          ? { channel_id: conversation, thread_ts: thread, ...file }
          : { channel_id: conversation, ...file },
      );
      const { messages = [] } = thread
        ? await person.conversations.replies({ channel: conversation, ts: thread })
        : await person.conversations.history({ channel: conversation, limit: 1 });
      const message = thread ? messages.at(-1) : messages[0];
      if (!message?.ts || !message.files) throw new Error('the double did not share the photo');
      return { ts: message.ts, files: message.files };
    },
    /** A trigger such as Slack sends with a command; good for 3 s and one modal. */
    trigger: async (): Promise<string> => {
      const answer = await new WebClient(BOT_TOKEN, { slackApiUrl: apiUrl }).apiCall(
        'views.generateTriggerId',
        { user_id: user },
      );
      return String((answer as { trigger_id?: unknown }).trigger_id);
    },
    close: async (): Promise<void> => {
      await emulator.close();
      wire.closeAllConnections();
      await new Promise((resolve) => wire.close(resolve));
    },
  };
};

/** A running workspace. */
export type SlackDouble = Awaited<ReturnType<typeof startSlack>>;
