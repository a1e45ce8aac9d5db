/** How far a list of pictures has come, as a card with a bar, the time that is left, and a button that ends it. */
import { encodeAction } from '../domain/action.ts';
import type { NoticeCard } from '../domain/card.ts';
import type { Language } from '../domain/query.ts';
import { translator } from '../i18n/translate.ts';

/** How far a list has come; `startedMs` and `nowMs` are ms since the epoch. */
export type BatchState = {
  readonly done: number;
  readonly total: number;
  readonly startedMs: number;
  readonly nowMs: number;
};

const BAR = 12;

/** `"▓▓▓░░░░░░░░░ 25 %"`. */
const barOf = ({ done, total }: BatchState): string => {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(share * BAR);
  return `${'▓'.repeat(full)}${'░'.repeat(BAR - full)} ${Math.floor(share * 100)} %`;
};

/** What is left at the pace so far, in minutes, at least one; null while there is no pace. */
export const minutesLeft = ({ done, total, startedMs, nowMs }: BatchState): number | null => {
  const tookMs = nowMs - startedMs;
  if (done <= 0 || tookMs <= 0) return null;
  return Math.max(1, Math.ceil(((tookMs / done) * (total - done)) / 60_000));
};

/** The card; the button belongs to the view of the list. `troubled` says that 1688 does not answer at the moment. */
export const batchCard = (
  state: BatchState,
  {
    view,
    language,
    troubled,
  }: { readonly view: string; readonly language: Language; readonly troubled: boolean },
): NoticeCard => {
  const t = translator(language);
  const { done, total } = state;
  const minutes = minutesLeft(state);
  const lines = [
    barOf(state),
    t('batch-progress', { done, total }),
    ...(troubled ? [t('working-retry')] : minutes === null ? [] : [t('batch-left', { minutes })]),
  ];
  const facet = { page: 1, mode: 'same', sort: 'relevance' } as const;
  const action = encodeAction({ kind: 'stop', view, facet });
  return {
    language,
    tone: 'info',
    text: lines.join('\n'),
    actions: [[{ kind: 'action', label: t('button-stop'), action }]],
  };
};
