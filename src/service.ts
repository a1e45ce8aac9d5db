/** The front door: the one module of `src/` that adapters import (`#service`). It hands them the words they need and nothing else. */

export type { Board } from './conversation/board.ts';
export { namesSubject } from './conversation/handle.ts';
export { isAboutList } from './conversation/list-words.ts';
export type { Action } from './domain/action.ts';
export { ACTION_MAX_BYTES, decodeAction, encodeAction, isAction } from './domain/action.ts';
export type {
  BoardCard,
  Button,
  DetailsCard,
  LadderStep,
  NoticeCard,
  OfferCard,
  PollCard,
  ResultCard,
} from './domain/card.ts';
export type {
  ChatRef,
  CommandName,
  FileToSend,
  Inbound,
  MessageRef,
  PhotoRef,
  Platform,
  Reply,
  UserRef,
} from './domain/chat.ts';
export { ALBUM_SIZE, COMMANDS, pictureFileName } from './domain/chat.ts';
export type { ErrorCode } from './domain/errors.ts';
export { asTusouError, TusouError } from './domain/errors.ts';
export type { Facet } from './domain/facet.ts';
export type { Money } from './domain/money.ts';
export { cny, moneyText, parseMoney } from './domain/money.ts';
export { offerIdFromLink } from './domain/offer.ts';
export type {
  ChatAdapter,
  ChatLinks,
  Clock,
  Finding,
  HttpMounts,
  Lock,
  Locks,
  Log,
  Place,
  Still,
  Store,
} from './domain/ports.ts';
export {
  type Adjustment,
  LANGUAGES,
  type Language,
  languageAmong,
  languageOf,
  SEARCH_MODES,
  type SearchMode,
  type Wishes,
} from './domain/query.ts';
export type { PreparationNote } from './domain/result.ts';
export { languageName, languageTag } from './i18n/languages.ts';
export { type Translate, translator } from './i18n/translate.ts';
export { MAX_PICTURE_BYTES } from './images/decode.ts';
export { downloadFile } from './images/download.ts';
export { alone, type Right } from './ops/alone.ts';
export { createExclusively } from './ops/exclusive.ts';
export { createOutage, type Outage } from './ops/outage.ts';
export { takeLock } from './ops/take-lock.ts';
