/** Conversations: kept, told as they change, and the same for every process that shares the store. */
import { describe, expect, test } from 'vitest';
import { textNotice } from '../../../src/cards/notice-card.ts';
import type { Inbound } from '../../../src/domain/chat.ts';
import { systemClock } from '../../../src/ops/clock.ts';
import { openClient, submissionKey } from '../../support/playground-client.ts';
import { colouredJpeg, memoryStore, startDesk } from '../../support/playground-desk.ts';

describe('the conversation', () => {
  test('survives a restart', async () => {
    const store = memoryStore();
    const before = await startDesk({ store });
    const client = await openClient(before);
    await client.post('photos', { body: await colouredJpeg(1) });
    const told = await client.turns();
    await before[Symbol.asyncDispose]();

    await using after = await startDesk({ store });
    const again = await openClient(after, client.cookie);
    expect(await again.turns()).toEqual(told);
    expect((await again.get(`/playground/photos/${submissionKey(1)}`)).status).toBe(200);
  });

  test('is told as it changes: working first, then the answer', async () => {
    const release = Promise.withResolvers<void>();
    await using desk = await startDesk({
      answer: async ({ chat, message }, adapter) => {
        const place = { replaces: null, answers: message };
        const shown = await adapter.send(chat, { kind: 'working', text: 'Looking…' }, place);
        void release.promise.then(() =>
          adapter.send(
            chat,
            { kind: 'notice', card: textNotice('help', 'en') },
            { replaces: shown, answers: null },
          ),
        );
      },
    });
    const client = await openClient(desk);
    const states: unknown[] = [];
    const watching = client.turns(([turn]) => {
      if (turn) states.push([turn.pending, turn.working, turn.answer?.kind ?? null]);
      if (turn?.working) release.resolve();
      return turn?.answer?.kind === 'notice';
    });
    await client.postJson('texts', { text: 'https://example.com/a.jpg' });
    await watching;
    expect(states.at(-1)).toEqual([false, null, 'notice']);
    expect(states).toContainEqual([true, 'Looking…', null]);
  });

  test('shows what another process stored', async () => {
    const store = memoryStore();
    const waiting = Promise.withResolvers<Inbound>();
    const clock = {
      ...systemClock,
      sleep: (_: number, signal?: AbortSignal) => systemClock.sleep(5, signal),
    };
    await using web = await startDesk({ store, clock, answer: async (inbound) => waiting.resolve(inbound) });
    await using worker = await startDesk({ store });
    const client = await openClient(web);
    const watching = client.turns(([turn]) => turn?.answer?.kind === 'notice');
    await client.postJson('texts', { text: 'https://example.com/a.jpg' });
    const { chat, message } = await waiting.promise;
    await worker.adapter.send(
      chat,
      { kind: 'notice', card: textNotice('help', 'en') },
      { replaces: null, answers: message },
    );
    expect(await watching).toMatchObject([{ pending: false, answer: { kind: 'notice' } }]);
  });

  test('keeps the last twelve turns', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    for (let number = 1; number <= 14; number += 1)
      await client.postJson('texts', { text: `https://example.com/${number}.jpg` }, submissionKey(number));
    const ids = (await client.turns()).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 12 }, (_, index) => submissionKey(index + 3)));
  });

  test('a reply that answers nothing begins a turn of its own', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    await client.postJson('texts', { text: 'https://example.com/a.jpg' });
    const chat = desk.received[0]?.chat;
    if (!chat) throw new Error('nothing came in');
    const reply = { kind: 'notice', card: textNotice('help', 'en') } as const;
    const { id } = await desk.adapter.send(chat, reply, { replaces: null, answers: null });
    expect((await client.turns()).map((turn) => turn.id)).toEqual([submissionKey(1), id]);
  });

  test('ends its streams when the adapter stops', async () => {
    await using desk = await startDesk();
    const client = await openClient(desk);
    const endless = client.turns(() => false);
    await client.turns();
    await desk.adapter.stop();
    expect(await endless).toEqual([]);
  });
});
