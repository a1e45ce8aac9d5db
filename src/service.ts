/** The front door: the one module of `src/` that adapters import (`#service`). It hands them the words they need and nothing else. */
export type { Action, Facet } from './domain/action.ts';
export { ACTION_MAX_BYTES, decodeAction, encodeAction } from './domain/action.ts';
export type { Button, DetailsCard, LadderStep, NoticeCard, OfferCard, ResultCard } from './domain/card.ts';
export type {
  ChatRef,
  CommandName,
  Inbound,
  MessageRef,
  PhotoRef,
  Platform,
  Reply,
  UserRef,
} from './domain/chat.ts';
export type { ErrorCode } from './domain/errors.ts';
export { asTusouError, TusouError } from './domain/errors.ts';
export type { ChatAdapter, Clock, Finding, HttpMounts, Log, Place, Store } from './domain/ports.ts';
export { LANGUAGES, type Language, languageOf } from './domain/query.ts';
export { type Translate, translator } from './i18n/translate.ts';
export { MAX_PICTURE_BYTES } from './images/decode.ts';
export { downloadFile } from './images/download.ts';
