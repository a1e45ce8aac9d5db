/** Visitors of the playground: what its page posts for them, and the answers that its stream tells. */
import { inTime } from './flow-waiting.ts';
import { openClient, type PageTurn, submissionKey } from './playground-client.ts';

/** The words on the buttons of an answer, those of single offers left out. */
export const labelsOf = ({ answer }: PageTurn): string[] =>
  (answer?.card.actions ?? []).flat().map(({ label }) => label);

/** The sentence of an answer that is one. */
export const sentenceOf = ({ answer }: PageTurn): string | null =>
  answer?.kind === 'notice' ? answer.card.text : null;

const actionBehind = ({ answer }: PageTurn, label: string): string => {
  const own = (answer?.card.actions ?? []).flat();
  const offers = answer?.kind === 'result' ? answer.card.offers.flatMap(({ actions }) => actions) : [];
  const action = [...own, ...offers].find((button) => button.label === label)?.action;
  if (!action) throw new Error(`no button '${label}'`);
  return action;
};

let acts = 0;

/** Opens the page at `url` as somebody new, or as who holds `cookie`. */
export const visitPlayground = async (
  url: string,
  { language = 'en', cookie = null }: { language?: string; cookie?: string | null } = {},
) => {
  const client = await openClient({ port: Number(new URL(url).port) }, cookie);

  /** Waits until a turn is answered in a way that fits. */
  const shown = async (id: string, fits: (turn: PageTurn) => boolean = () => true): Promise<PageTurn> => {
    let seen: PageTurn[] = [];
    const find = (told: PageTurn[]) =>
      told.find((turn) => turn.id === id && !turn.pending && turn.answer !== null && fits(turn));
    const answered = client.turns((told) => {
      seen = told;
      return find(told) !== undefined;
    });
    const turn = find(await inTime(answered, () => seen));
    if (!turn) throw new Error('the stream ended early');
    return turn;
  };

  const post = async (
    path: string,
    body: string | Uint8Array,
    type = 'application/json',
    name = '',
  ): Promise<string> => {
    acts += 1;
    const key = submissionKey(acts);
    const headers = { 'x-key': key, 'x-language': language, 'content-type': type, 'x-file-name': name };
    const { status, body: said } = await client.post(path, { headers, body });
    if (status !== 202) throw new Error(`${status}: ${said.toString()}`);
    return key;
  };

  return {
    cookie: client.cookie,
    get: client.get,
    turns: client.turns,
    shown,
    sendPhoto: (bytes: Uint8Array) => post('photos', bytes, 'image/jpeg'),
    sendList: (bytes: Uint8Array, name: string) => post('files', bytes, 'application/octet-stream', name),
    sendSample: (sample: string) => post('samples', JSON.stringify({ sample })),
    sendText: (text: string) => post('texts', JSON.stringify({ text })),
    /** Opens the offer in this place of a list, from 0. */
    pressOffer: async (
      turn: PageTurn,
      index: number,
      fits: (turn: PageTurn) => boolean,
    ): Promise<PageTurn> => {
      const offer = turn.answer?.kind === 'result' ? turn.answer.card.offers[index] : undefined;
      await post('presses', JSON.stringify({ turn: turn.id, action: offer?.actions[0]?.action }));
      return shown(turn.id, fits);
    },
    /** Presses a button that begins a turn of its own, and waits for its answer. */
    pressAnew: async (turn: PageTurn, label: string): Promise<PageTurn> =>
      shown(await post('presses', JSON.stringify({ turn: turn.id, action: actionBehind(turn, label) }))),
    /** Presses a button that begins a turn of its own, and answers with that. */
    pressForNew: (turn: PageTurn, label: string): Promise<string> =>
      post('presses', JSON.stringify({ turn: turn.id, action: actionBehind(turn, label) })),
    /** Presses a button and waits until the turn fits. */
    press: async (turn: PageTurn, label: string, fits: (turn: PageTurn) => boolean): Promise<PageTurn> => {
      await post('presses', JSON.stringify({ turn: turn.id, action: actionBehind(turn, label) }));
      return shown(turn.id, fits);
    },
  };
};
