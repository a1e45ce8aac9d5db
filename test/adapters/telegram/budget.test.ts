/** The budget of a chat: what is counted, when courtesies end, and pauses that Telegram asked for. */
import type { Transformer } from 'grammy';
import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../adapters/telegram/budget.ts';
import { type FakeClock, fakeClock } from '../../support/fake-clock.ts';

const GROUP = '-1002000000777';
const SAM = '42';

/** A wire that answers as told and notes the methods that reached it. */
const setUp = (answer: () => unknown = () => ({ ok: true, result: true })) => {
  const clock: FakeClock = fakeClock();
  const budget = createBudget(clock);
  const reached: string[] = [];
  const prev = (async (method: string) => {
    reached.push(method);
    return answer();
  }) as unknown as Parameters<Transformer>[0];
  const call = (method: string, chat: string, more: object = {}) =>
    budget.transformer(prev, method as never, { chat_id: Number(chat), ...more } as never, undefined);
  const times = async (count: number, method: string, chat: string): Promise<void> => {
    for (let done = 0; done < count; done += 1) await call(method, chat);
  };
  return { clock, reached, call, times, ...budget };
};

const busy = (seconds: number) => () => ({
  ok: false,
  error_code: 429,
  description: `Too Many Requests: retry after ${seconds}`,
  parameters: { retry_after: seconds },
});

describe('courtesies', () => {
  it('end in a group while there is still room for answers', async () => {
    const { times, sparesMessage } = setUp();
    await times(11, 'sendMessage', GROUP);
    expect(sparesMessage(GROUP)).toBe(true);
    await times(1, 'editMessageMedia', GROUP);
    expect(sparesMessage(GROUP)).toBe(false);
    expect(sparesMessage('-1002000000888')).toBe(true);
  });

  it('are not used up by edits of what is not there', async () => {
    const { times, sparesMessage } = setUp(() => ({
      ok: false,
      error_code: 400,
      description: 'Bad Request: message to edit not found',
    }));
    await times(40, 'editMessageText', GROUP);
    expect(sparesMessage(GROUP)).toBe(true);
  });

  it('begin again when the minute is over', async () => {
    const { times, clock, sparesMessage } = setUp();
    await times(20, 'editMessageText', GROUP);
    await clock.advance(59_999);
    expect(sparesMessage(GROUP)).toBe(false);
    await clock.advance(1);
    expect(sparesMessage(GROUP)).toBe(true);
  });

  it('are more in a private chat', async () => {
    const { times, sparesMessage } = setUp();
    await times(39, 'sendMessage', SAM);
    expect(sparesMessage(SAM)).toBe(true);
    await times(1, 'sendMessage', SAM);
    expect(sparesMessage(SAM)).toBe(false);
  });

  it('count an album by its pictures, and neither reactions nor actions nor what shows nothing', async () => {
    const { call, times, sparesMessage } = setUp();
    await times(30, 'setMessageReaction', GROUP);
    await times(30, 'sendChatAction', GROUP);
    await times(30, 'getChat', GROUP);
    await times(30, 'deleteMessage', GROUP);
    expect(sparesMessage(GROUP)).toBe(true);
    await call('sendMediaGroup', GROUP, { media: Array(10).fill({}) });
    expect(sparesMessage(GROUP)).toBe(true);
    await times(2, 'sendPhoto', GROUP);
    expect(sparesMessage(GROUP)).toBe(false);
  });

  it('have a measure of their own for reactions', async () => {
    const { times, sparesReaction } = setUp();
    await times(19, 'setMessageReaction', GROUP);
    expect(sparesReaction(GROUP)).toBe(true);
    await times(1, 'setMessageReaction', GROUP);
    expect(sparesReaction(GROUP)).toBe(false);
  });
});

describe('a pause that Telegram asked for', () => {
  it('is kept: what comes meanwhile is answered with the rest of it, and does not reach the wire', async () => {
    const { call, clock, reached, sparesMessage } = setUp(busy(30));
    await call('sendMessage', GROUP);
    expect(sparesMessage(GROUP)).toBe(false);
    await clock.advance(10_000);
    expect(await call('editMessageText', GROUP)).toMatchObject({
      ok: false,
      error_code: 429,
      parameters: { retry_after: 20 },
    });
    expect(await call('setMessageReaction', GROUP)).toMatchObject({ ok: false, error_code: 429 });
    expect(reached).toEqual(['sendMessage']);
    await clock.advance(20_000);
    await call('sendMessage', GROUP);
    expect(reached).toHaveLength(2);
  });

  it('belongs to its chat', async () => {
    const { call, reached } = setUp(busy(30));
    await call('sendMessage', GROUP);
    await call('sendMessage', SAM);
    expect(reached).toHaveLength(2);
  });

  it('for reactions holds up no message', async () => {
    const { call, reached, sparesReaction, sparesMessage } = setUp(busy(30));
    await call('setMessageReaction', GROUP);
    expect([sparesReaction(GROUP), sparesMessage(GROUP)]).toEqual([false, true]);
    await call('sendMessage', GROUP);
    expect(reached).toEqual(['setMessageReaction', 'sendMessage']);
  });
});
