/** The things in a photo that the backend tells apart: which of them are worth a button, and a question about one of them. */
import { MOST_SUBJECTS } from '../domain/facet.ts';
import type { PreparedPhoto, Query } from '../domain/ports.ts';
import type { Part, Question } from '../domain/query.ts';
import { partInPixels } from '../images/part.ts';
import type { Found } from './stretches.ts';
import type { Topic } from './topic.ts';

/** A box with less than this share of a side shows nothing that could be searched with. */
const LEAST_SIDE = 0.06;
/** A single thing that takes more of the photo than this is found in the whole photo just as well. */
const CLEARLY_SMALLER = 0.25;
/** Two boxes of which one lies in the other to this share are one thing. */
const REPEATED = 0.8;

const areaOf = ({ left, top, right, bottom }: Part): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

const overlap = (a: Part, b: Part): number =>
  areaOf({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });

const isRepeat = (part: Part, others: readonly Part[]): boolean =>
  others.some((other) => overlap(part, other) > REPEATED * Math.max(areaOf(part), areaOf(other)));

const scaled = ({ left, top, right, bottom }: Part, x: number, y: number): Part => ({
  left: left * x,
  top: top * y,
  right: right * x,
  bottom: bottom * y,
});

const within = ({ left, top, right, bottom }: Part): Part => ({
  left: Math.max(0, left),
  top: Math.max(0, top),
  right: Math.min(1, right),
  bottom: Math.min(1, bottom),
});

/**
 * The boxes of a reply that are worth asking for one by one, as shares of the photo that was uploaded, in the backend's order: none
 * where there is nothing to choose, because the only box is about the whole photo.
 */
export const subjectsWorthAsking = (
  boxes: readonly Part[],
  { width, height }: Pick<PreparedPhoto, 'width' | 'height'>,
): readonly Part[] => {
  const kept: Part[] = [];
  for (const box of boxes) {
    const part = within(scaled(box, 1 / width, 1 / height));
    const isLarge = part.right - part.left >= LEAST_SIDE && part.bottom - part.top >= LEAST_SIDE;
    if (isLarge && !isRepeat(part, kept) && kept.length < MOST_SUBJECTS) kept.push(part);
  }
  const [only] = kept;
  return kept.length === 1 && only && areaOf(only) > CLEARLY_SMALLER ? [] : kept;
};

/** The boxes that a reply to this query tells of, as `subjectsWorthAsking` keeps them; a question about a part has none. */
export const subjectsIn = (query: Query, boxes: readonly Part[] | undefined): readonly Part[] =>
  query.kind === 'photo' && boxes && !query.question.filters.region
    ? subjectsWorthAsking(boxes, query.photo)
    : [];

/** A question with the place of its subject filled in, and how many subjects there are to choose from. */
export type Placed = { readonly question: Question; readonly subjects: number };

type Parts = {
  readonly findStretch: (
    topic: Topic,
    asked: { question: Question; fresh: boolean },
    signal: AbortSignal,
  ) => Promise<Found>;
};

const inRegion = (
  question: Question,
  part: Part,
  { photo }: Extract<Query, { kind: 'photo' }>,
): Question => ({
  ...question,
  filters: { ...question.filters, region: partInPixels(part, photo) },
});

/**
 * Makes the step that finds out where the subject of a question is: the answer about the whole photo has the boxes. It is remembered,
 * or asked for once more. A number without a box means the whole photo. A part that was drawn by hand needs no answer, and goes first.
 */
export const createPlaceSubject =
  ({ findStretch }: Parts) =>
  async (topic: Topic, asked: Question, signal: AbortSignal): Promise<Placed> => {
    const { subject, part: drawn, ...question } = asked;
    const whole = { ...question, page: 1, filters: { ...question.filters, region: null } };
    if (question.filters.region || topic.photos) return { question, subjects: 0 };
    if (drawn) {
      const query = await topic.query(whole, signal);
      return { question: query.kind === 'photo' ? inRegion(question, drawn, query) : question, subjects: 0 };
    }
    if (!subject) return { question, subjects: 0 };
    const { stretch } = await findStretch(topic, { question: whole, fresh: false }, signal);
    const part = stretch.subjects?.[subject - 1];
    const query = part && (await topic.query(whole, signal));
    if (!part || query?.kind !== 'photo') return { question, subjects: stretch.subjects?.length ?? 0 };
    return {
      question: { ...inRegion(question, part, query), subject },
      subjects: stretch.subjects?.length ?? 0,
    };
  };
