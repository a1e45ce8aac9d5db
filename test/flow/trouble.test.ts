/** A marketplace in trouble: people hear what it is and get a button to try again, the operator's log says why. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { translator } from '../../src/i18n/translate.ts';
import { quickClock } from '../support/flow-clock.ts';
import {
  DETAIL,
  type FlowMarketplace,
  QUERY,
  startMarketplace,
  UPLOAD,
} from '../support/flow-marketplace.ts';
import { newPhoto } from '../support/flow-photos.ts';
import { type Everywhere, PLATFORM_NAMES, startEverywhere } from '../support/flow-platforms.ts';
import { visitPlayground } from '../support/flow-playground.ts';
import { offersOf } from '../support/playground-client.ts';
import { startApp } from '../support/running-app.ts';

const en = translator('en');
const zh = translator('zh');
const clock = quickClock(6);
/** What is asked in place of the detail call where that is denied. */
const STAND_IN = 'alibaba.product.get';

let marketplace: FlowMarketplace;
let everywhere: Everywhere;

beforeAll(async () => {
  marketplace = await startMarketplace();
  everywhere = await startEverywhere(marketplace.env, clock);
});
afterAll(async () => {
  await everywhere.close();
  await marketplace.close();
});
afterEach(async () => {
  await marketplace.heal();
  expect(everywhere.faults()).toEqual([]);
});

/** The log since it was last looked at. */
const newLines = (() => {
  let seen = 0;
  return (): string => {
    const lines = everywhere.app.lines.slice(seen);
    seen = everywhere.app.lines.length;
    return lines.join('');
  };
})();

/** Each trouble: the fault, the call that it befalls, what people hear, what the operator reads. */
const TROUBLES = [
  { fault: 'down', api: '*', code: 'backend-down', cause: 'HTTP 503' },
  { fault: 'garbage', api: QUERY, code: 'backend-down', cause: 'no JSON' },
  { fault: 'qos', api: '*', code: 'backend-rate', cause: 'gw.QosAppFrequencyLimit' },
  { fault: 'auth', api: '*', code: 'backend-auth', cause: 'ALI1688_ACCESS_TOKEN' },
  { fault: 'quota', api: QUERY, code: 'backend-quota', cause: 'NoUsageLeft' },
  { fault: 'acl', api: UPLOAD, code: 'backend-denied', cause: 'gw.APIACLDecline' },
  { fault: 'success-false', api: QUERY, code: 'backend-config', cause: QUERY },
] as const;

describe('on Telegram', () => {
  it.each(TROUBLES)('$fault: $code', async ({ fault, api, code, cause }) => {
    await marketplace.fail(fault, api);
    newLines();
    const told = await everywhere.ways.Telegram.sendFile(await newPhoto());
    expect(told.words).toBe(en(`error-${code}`));
    expect(told.buttons).toEqual([en('button-retry')]);
    const log = newLines();
    expect(log).toContain(`"code":"${code}"`);
    expect(log).toContain(cause);
    expect(log).toMatch(/"level":"error".*"could not answer"/);
    await marketplace.heal();
    expect((await told.press(en('button-retry'))).offers).toBe(6);
  });

  it('a picture that 1688 refuses: another photo helps, trying again does not', async () => {
    await marketplace.fail('image-refused', UPLOAD);
    const told = await everywhere.ways.Telegram.sendFile(await newPhoto());
    expect(told.words).toBe(en('error-backend-image-refused'));
    expect(told.buttons).toEqual([]);
    await marketplace.heal();
    expect((await everywhere.ways.Telegram.sendFile(await newPhoto())).offers).toBe(6);
  });

  it('one failure is not even noticed', async () => {
    await marketplace.fail('down', QUERY, { times: 1 });
    newLines();
    expect((await everywhere.ways.Telegram.sendFile(await newPhoto())).offers).toBe(6);
    expect(newLines()).toMatch(/"level":"warn".*"gateway call is tried again"/);
  });

  it('a failed page leaves a way back to it', async () => {
    const list = await everywhere.ways.Telegram.sendFile(await newPhoto());
    await marketplace.fail('auth', '*');
    const told = await list.press(en('button-sort-price'));
    expect(told.words).toBe(en('error-backend-auth'));
    await marketplace.heal();
    const again = await told.press(en('button-retry'));
    expect(again.offers).toBe(6);
    expect(again.buttons).toContain(en('button-sort-relevance'));
  });

  it('an offer that cannot be opened leaves a way back to the list', async () => {
    const list = await everywhere.ways.Telegram.sendFile(await newPhoto('teddy-bear'));
    const second = await list.press(en('button-next'));
    await marketplace.fail('down', DETAIL);
    const [number = ''] = (await second.press(en('button-next'))).buttons;
    const third = await second.press(en('button-next'));
    expect(third.words).toContain(en('note-tiers-partial'));
    const told = await third.press(number);
    expect(told.words).toBe(en('error-backend-down'));
    expect((await told.press(en('button-retry'))).offers).toBe(6);
  });
});

/** Offers that were opened are remembered, so each platform looks at things of its own. */
const THINGS = { Telegram: 'cactus', Slack: 'leather-sofa', playground: 'headphones' };

describe.each(PLATFORM_NAMES)('on %s', (name) => {
  it('trouble is told in the asker’s language, and trying again helps once it is over', async () => {
    await marketplace.fail('auth');
    const told = await everywhere.ways[name].sendFile(await newPhoto(), 'zh');
    expect(told.words.split('\n')[0]).toBe(zh('error-backend-auth'));
    expect(told.buttons).toEqual([zh('button-retry')]);
    await marketplace.heal();
    const found = await told.press(zh('button-retry'));
    expect(found.offers).toBe(6);
    expect(found.words).not.toContain(zh('fact-from-memory', { minutes: 0 }));
  });

  it('some offers without price tiers are told, and not remembered', async () => {
    await marketplace.fail('quota', DETAIL, { times: 2 });
    const photo = await newPhoto(THINGS[name]);
    const told = await everywhere.ways[name].sendFile(photo);
    expect(told.offers).toBe(6);
    expect(told.words).toContain(en('note-tiers-partial'));
    const again = await everywhere.ways[name].sendFile(photo);
    expect(again.words).not.toContain(en('note-tiers-partial'));
  });
});

it('an app that may not read details: cards with the list price and a note, and 1688 is not asked over and over', async () => {
  const app = await startApp(marketplace.env);
  await marketplace.fail('acl', DETAIL);
  await marketplace.fail('acl', STAND_IN);
  marketplace.forget();
  try {
    const visitor = await visitPlayground(app.url);
    const turn = await visitor.shown(await visitor.sendPhoto(await newPhoto()));
    expect(turn.answer?.card).toMatchObject({ notes: [en('note-tiers-unavailable')] });
    for (const { price, ladder, supplier } of offersOf(turn)) {
      expect(price).toMatch(/^¥\d+\.\d\d$/);
      expect(ladder).toHaveLength(1);
      expect(supplier).toBeTruthy();
    }
    expect(app.lines.join('')).toContain('order a solution that includes it at open.1688.com');
    const asked = marketplace.calls().filter((api) => api === DETAIL).length;
    const next = await visitor.press(turn, 'Next page', (seen) => offersOf(seen)[0]?.number === 7);
    expect(offersOf(next)).toHaveLength(6);
    expect(marketplace.calls().filter((api) => api === DETAIL)).toHaveLength(asked);
    const details = await visitor.press(turn, 'Details', ({ answer }) => answer?.kind === 'notice');
    expect(details.answer?.card).toMatchObject({ text: en('error-backend-denied') });
  } finally {
    await app.stop();
  }
});

it('a gateway that is not there at all: a sentence and a button', async () => {
  const gone = await startMarketplace();
  const app = await startApp(gone.env, clock);
  await gone.close();
  try {
    const visitor = await visitPlayground(app.url);
    const turn = await visitor.shown(await visitor.sendPhoto(await newPhoto()));
    expect(turn.answer?.card).toMatchObject({ text: en('error-backend-down') });
    expect(app.lines.join('')).toContain('ECONNREFUSED');
  } finally {
    await app.stop();
  }
});

it('no secret is in the log, whatever the gateway said', () => {
  const log = everywhere.app.lines.join('');
  const secrets = [...everywhere.secrets, ...marketplace.secrets];
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  expect(log).not.toMatch(/\p{Script=Han}/u);
});
