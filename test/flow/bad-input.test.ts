/** Bad input on every platform: a polite sentence that says what to send instead, and nothing else breaks. */
import dns from 'node:dns';
import { createServer } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { type FlowMarketplace, startMarketplace } from '../support/flow-marketplace.ts';
import { BAD_FILES, newPhoto } from '../support/flow-photos.ts';
import { type Everywhere, PLATFORM_NAMES, startEverywhere } from '../support/flow-platforms.ts';
import { telegramPeople } from '../support/flow-telegram.ts';

const en = translator('en');
const zh = translator('zh');

let marketplace: FlowMarketplace;
let everywhere: Everywhere;
const knocks: string[] = [];
const inside = createServer((request, response) => {
  knocks.push(request.url ?? '');
  response.end('secret');
});

/** A name for which this machine's resolver finds nothing out, without anybody being asked. */
const NOWHERE = 'pictures.nobody-answers.com';
const realLookup = dns.lookup;
const deafLookup = ((name: string, options: dns.LookupAllOptions, callback: (error: Error) => void) =>
  name === NOWHERE
    ? callback(Object.assign(new Error('nobody answers'), { code: 'EAI_AGAIN' }))
    : realLookup(name, options, callback as never)) as typeof dns.lookup;

beforeAll(async () => {
  dns.lookup = deafLookup;
  syncBuiltinESMExports();
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
  marketplace = await startMarketplace();
  everywhere = await startEverywhere(marketplace.env);
});
afterAll(async () => {
  dns.lookup = realLookup;
  syncBuiltinESMExports();
  await everywhere.close();
  await marketplace.close();
  inside.close();
});
afterEach(() => expect(everywhere.faults()).toEqual([]));

const insideUrl = (): string => `http://127.0.0.1:${(inside.address() as AddressInfo).port}/cup.jpg`;

const LINKS: readonly (readonly [what: string, link: () => string, code: string])[] = [
  ['into this machine', insideUrl, 'url-private'],
  ['into this machine, by its name', () => insideUrl().replace('127.0.0.1', 'localhost'), 'url-private'],
  ['to a cloud’s secrets', () => 'http://169.254.169.254/latest/meta-data/', 'url-private'],
  ['with a password', () => 'http://me:pass@example.com/cup.jpg', 'url-invalid'],
  ['to a host that does not answer', () => `https://${NOWHERE}/cup.jpg`, 'url-unreachable'],
];

describe.each(PLATFORM_NAMES)('on %s', (name) => {
  const way = () => everywhere.ways[name];

  it.each(BAD_FILES)('$what is refused with a sentence', async ({ bytes, code, args }) => {
    const told = await way().sendFile(await bytes());
    expect(told.words).toBe(en(`error-${code}`, args));
    expect([told.buttons, told.offers]).toEqual([[], 0]);
  });

  it.each(LINKS)('a link %s is refused with a sentence', async (_, link, code) => {
    const told = await way().sendText(link());
    expect(told.words).toBe(en(`error-${code}`));
    expect([told.buttons, told.offers]).toEqual([[], 0]);
  });

  it('is refused in Chinese for who reads Chinese', async () => {
    const told = await way().sendFile(Buffer.from('no picture'), 'zh');
    expect(told.words).toBe(zh('error-photo-not-image'));
  });

  it('nothing else breaks: the next photo is answered', async () => {
    expect((await way().sendFile(await newPhoto())).offers).toBe(6);
  });
});

describe('on Telegram', () => {
  const sent = async (name: string): Promise<string> => {
    const people = telegramPeople(everywhere.telegram);
    const chat = people.newChat();
    people.send(name, { chat, language: 'en' });
    const isSaid = ({ html }: { html: string }) => html !== en('working');
    return (await people.shown(chat, isSaid)).html;
  };

  it('a file over the limit is refused without being downloaded', async () => {
    const downloads = everywhere.telegram.calls('getFile').length;
    expect(await sent('private-document-huge')).toBe(en('error-photo-too-large', { limit: 20 }));
    expect(everywhere.telegram.calls('getFile')).toHaveLength(downloads);
  });

  it('a file that Telegram no longer has is asked for again', async () => {
    expect(await sent('private-photo')).toBe(en('error-photo-expired'));
  });
});

it('nobody inside was asked anything, 1688 was not called for what was refused', () => {
  expect(knocks).toEqual([]);
  expect(marketplace.calls().filter((api) => api.includes('upload'))).toHaveLength(PLATFORM_NAMES.length);
});

it('the log tells the operator what it was, without alarm and without what people sent', () => {
  const log = everywhere.app.lines.join('');
  for (const code of ['photo-not-image', 'photo-broken', 'photo-too-many-pixels', 'url-private'])
    expect(log).toContain(`"code":"${code}"`);
  const alarms = everywhere.app.lines.filter((line) => line.includes('"level":"error"'));
  expect(alarms).toEqual([]);
  const told = [...everywhere.secrets, ...marketplace.secrets, insideUrl(), NOWHERE, 'mug.JPG', 'me:pass'];
  expect(told.filter((words) => log.includes(words))).toEqual([]);
});
