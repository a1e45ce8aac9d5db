/** People who send many photos at once, and what became of each of them: the count behind "every photo has exactly one answer". */
import { createHash } from 'node:crypto';
import type { Update } from 'grammy/types';
import sharp from 'sharp';
import { loadCatalogue } from '../../src/backends/simulator/catalogue.ts';
import { offerPicture } from '../../src/backends/simulator/pictures.ts';
import { translator } from '../../src/i18n/translate.ts';
import { isAnswer } from './flow-telegram.ts';
import type { SeenMessage } from './telegram-chats.ts';
import type { TelegramServer } from './telegram-server.ts';
import { readUpdate } from './telegram-updates.ts';

/** A photo that was sent: the message that asked. */
export type AskedPhoto = { readonly chat: number; readonly message: number };

/**
 * What became of photos. `answered` have exactly one answer; `told` have no answer, but exactly one sentence that says why;
 * `lost` have neither; `doubled` have more than one of either. `searching` counts messages that still say so, `strays`
 * messages that belong to no photo.
 */
export type Outcome = {
  readonly asked: number;
  readonly answered: number;
  readonly told: number;
  readonly lost: number;
  readonly doubled: number;
  readonly searching: number;
  readonly strays: number;
};

const FIRST_CHAT = 5_000_200_000;

/** The signs of work that are shown for photos; the people of the crowd speak English. */
const SIGNS = (['working', 'working-retry'] as const).map((key) => translator('en')(key));

/** An answer has a picture; a sentence about a failure has buttons, or words that are no sign of work. */
const kindOf = (seen: SeenMessage): 'answer' | 'told' | 'searching' => {
  if (isAnswer(seen)) return 'answer';
  const isSign =
    seen.picture === null && seen.buttons.length === 0 && SIGNS.some((sign) => seen.html.startsWith(sign));
  return isSign ? 'searching' : 'told';
};

/** Repeatable chance: numbers from 0 to below 1, the same ones for the same seed. */
export const chanceFrom = (seed: string): (() => number) => {
  let rolled = 0;
  return () => {
    rolled += 1;
    return createHash('sha256').update(`${seed}#${rolled}`).digest().readUInt32BE(0) / 2 ** 32;
  };
};

const catalogue = loadCatalogue();
const plain = new Map<number, Promise<Uint8Array>>();

/** How far the colours turn from one round through the catalogue to the next, in degrees. */
const HUE_STEP = 23;

/**
 * Photo number `n`, `side` pixels on its shorter side: each of another thing of the catalogue, as long as there are any (some 400), then in another
 * colour. The same number gives the same bytes.
 */
export const photoNumber = async (n: number, side: number): Promise<Buffer> => {
  const { products, offers } = catalogue;
  const [product, round] = [n % products.length, Math.floor(n / products.length)];
  const offer = offers.find((one) => one.product === product) ?? offers[0];
  if (!offer) throw new Error('the catalogue is empty');
  const picture = plain.get(product) ?? offerPicture(catalogue, offer, 1);
  plain.set(product, picture);
  const photo = sharp(await picture).resize({ width: side, height: side, fit: 'outside' });
  return (round === 0 ? photo : photo.modulate({ hue: round * HUE_STEP })).jpeg().toBuffer();
};

/** The recorded update of a private photo, told by somebody else, with another file. */
const photoUpdate = ({ chat, message }: AskedPhoto, file: string): Omit<Update, 'update_id'> => {
  const { update_id: _, ...update } = readUpdate('private-photo');
  return JSON.parse(JSON.stringify(update), (key, value) => {
    if (key === 'file_id' || key === 'file_unique_id') return `${value}-${file}`;
    if (key === 'chat' || key === 'from') return { ...value, id: chat };
    if (key === 'message_id') return message;
    return key === 'caption' ? undefined : value;
  });
};

/** Makes the crowd of a server. */
export const createCrowd = (telegram: TelegramServer) => {
  const asked: AskedPhoto[] = [];
  const chats = new Set<number>();
  let lastMessage = 1_000;

  /** Telegram counts the messages of all private chats of a bot together, its own ones too. */
  const nextMessage = (): number => {
    const ids = [...chats].flatMap((chat) => telegram.seenIn(chat).map(({ id }) => id));
    lastMessage = Math.max(lastMessage, ...ids) + 1;
    return lastMessage;
  };

  /** Somebody in chat number `who` sends the file of this name; its bytes are needed the first time only. */
  const ask = (who: number, file: string, bytes?: Uint8Array): AskedPhoto => {
    const photo = { chat: FIRST_CHAT + who, message: nextMessage() };
    chats.add(photo.chat);
    const update = photoUpdate(photo, file);
    if (bytes) for (const { file_id } of update.message?.photo ?? []) telegram.addFile(file_id, bytes);
    asked.push(photo);
    telegram.push(update);
    return photo;
  };

  const answersTo = ({ chat, message }: AskedPhoto): SeenMessage[] =>
    telegram.seenIn(chat).filter(({ answers }) => answers === message);

  /** Whether a photo has its answer, or was told why it has none. */
  const isSettled = (photo: AskedPhoto): boolean =>
    answersTo(photo).some((seen) => kindOf(seen) !== 'searching');

  const outcome = (photos: readonly AskedPhoto[] = asked): Outcome => {
    const seen = photos.map((photo) => answersTo(photo).map(kindOf));
    const final = seen.map((kinds) => kinds.filter((kind) => kind !== 'searching'));
    const count = (fits: (kinds: readonly string[]) => boolean): number => final.filter(fits).length;
    const chats = new Set(photos.map(({ chat }) => chat));
    const all = [...chats].reduce((sum, chat) => sum + telegram.seenIn(chat).length, 0);
    return {
      asked: photos.length,
      answered: count((kinds) => kinds.length === 1 && kinds[0] === 'answer'),
      told: count((kinds) => kinds.length === 1 && kinds[0] === 'told'),
      lost: count((kinds) => kinds.length === 0),
      doubled: count((kinds) => kinds.length > 1),
      searching: seen.flat().filter((kind) => kind === 'searching').length,
      strays: all - seen.flat().length,
    };
  };

  return { ask, asked: (): readonly AskedPhoto[] => asked, answersTo, isSettled, outcome };
};

/** The people of a server. */
export type Crowd = ReturnType<typeof createCrowd>;
