/** The playground on a real server, with a made-up desk behind it that answers what comes in. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Keyv } from 'keyv';
import sharp from 'sharp';
import { createPlayground, type PlaygroundParts } from '../../adapters/playground/index.ts';
import { textNotice } from '../../src/cards/notice-card.ts';
import { decodeAction } from '../../src/domain/action.ts';
import type { Inbound, MessageRef, Reply } from '../../src/domain/chat.ts';
import type { Facet } from '../../src/domain/facet.ts';
import type { ChatAdapter, Store } from '../../src/domain/ports.ts';
import { translator } from '../../src/i18n/translate.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { type CardOptions, pictureNumber, playgroundDetails, playgroundResult } from './playground-cards.ts';
import { sampleTitles } from './sample-titles.ts';
import { silentLog } from './silent-log.ts';

const FIRST: Facet = { page: 1, mode: 'same', sort: 'relevance' };

/** A small picture in a colour of its own. */
export const colouredJpeg = (hue: number, size = 240): Promise<Buffer> =>
  sharp({
    create: { width: size, height: size, channels: 3, background: `hsl(${(hue * 67) % 360}, 45%, 62%)` },
  })
    .jpeg()
    .toBuffer();

/** The real store's stand-in: Keyv in memory, with the same packing of bytes. */
export const memoryStore = (): Store => new Keyv();

/** What a test may change about the desk. */
export type DeskOptions = Partial<PlaygroundParts> & {
  /** Changes the first offer of every answer. */
  readonly change?: CardOptions['change'];
  /** The port to listen on; any free one by default. */
  readonly port?: number;
  /** Called instead of the desk's own answer. */
  readonly answer?: (inbound: Inbound, adapter: ChatAdapter) => Promise<void>;
};

const replyTo = (inbound: Inbound, change: CardOptions['change']): Reply => {
  const { language } = inbound.from;
  const view = 'abcd1234efgh';
  const options = { language, ...(change ? { change } : {}) };
  const action = inbound.kind === 'press' ? decodeAction(inbound.data) : null;
  if (inbound.kind === 'text' && !inbound.text.startsWith('http'))
    return { kind: 'notice', card: textNotice('send-photo', language) };
  if (inbound.kind === 'press' && !action)
    return { kind: 'notice', card: textNotice('stale-button', language) };
  const facet = action?.facet ?? FIRST;
  return action?.kind === 'details'
    ? { kind: 'details', card: playgroundDetails(view, { ...options, facet }), picture: null }
    : { kind: 'result', card: playgroundResult(view, { ...options, facet }), sheet: null };
};

/** Says that it works, then answers in the same message, as the worker does. */
const answerAs =
  (change: CardOptions['change']) =>
  async (inbound: Inbound, adapter: ChatAdapter): Promise<void> => {
    const { chat, message } = inbound;
    const on: MessageRef | null = inbound.kind === 'press' ? inbound.on : null;
    const working = { kind: 'working', text: translator(inbound.from.language)('working') } as const;
    const shown = await adapter.send(chat, working, { replaces: on, answers: message });
    await adapter.send(chat, replyTo(inbound, change), { replaces: shown, answers: message });
  };

const SAMPLES = [
  { id: 'cup', titles: sampleTitles('Coffee cup', '咖啡杯') },
  { id: 'lamp', titles: sampleTitles('Desk lamp', '台灯') },
  { id: 'shoe', titles: sampleTitles('Running shoe', '跑鞋') },
];

/** Starts the playground on the loopback address. `received` grows as events come in. */
export const startDesk = async (options: DeskOptions = {}) => {
  const { change, port: wantedPort = 0, answer = answerAs(change), ...parts } = options;
  const received: Inbound[] = [];
  const http = createServer();
  const adapter = createPlayground({
    mounts: { mount: (_, listener) => void http.on('request', listener) },
    store: memoryStore(),
    log: silentLog,
    clock: systemClock,
    newId: randomUUID,
    pictures: (url) => colouredJpeg(pictureNumber(url)),
    preview: async () => ({ jpeg: await colouredJpeg(9, 400), notes: [] }),
    samples: {
      list: SAMPLES,
      photo: (id) => colouredJpeg(SAMPLES.findIndex((sample) => sample.id === id) + 3),
    },
    sampleData: true,
    allowedHosts: [],
    ...parts,
  });
  await adapter.start(async (inbound) => {
    received.push(inbound);
    await answer(inbound, adapter);
  });
  await new Promise<void>((resolve) => http.listen(wantedPort, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    adapter,
    received,
    port,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      await adapter.stop();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};

/** A running playground with its desk. */
export type Desk = Awaited<ReturnType<typeof startDesk>>;
