/** What somebody filled in in the modal: read once, and what is wrong with it told field by field. Pure. */
import { z } from 'zod';
import { type Money, parseMoney, SEARCH_MODES, type SearchMode, type Wishes } from '#service';
import { readFiles, type SlackFile } from './payloads.ts';
import { mayBeList, mayBePicture } from './pictures-in.ts';
import { type ReturnAddress, readReturnAddress } from './return-address.ts';

/** The fields of the modal: each is its block's id and its element's. */
export const FIELDS = { photo: 'photo', words: 'words', mode: 'mode', price: 'price', moq: 'moq' } as const;
/** One of `FIELDS`. */
export type Field = keyof typeof FIELDS;

/** The highest numbers that may be given, in yuan and in pieces: beyond them nothing is left out, and buttons carry no more. */
export const MOST = { price: 9_999_999, moq: 9_999_999 } as const;

/** Longest text that is taken for words to search for; also what the field takes. */
export const MOST_WORDS = 300;

/** Pictures that one form takes: Slack's limit of a file input, and what one request holds. */
export const MOST_PICTURES = 10;

/** A form as it was understood. `faults` are the keys of what to say about fields that say something odd. */
export type Form = {
  readonly files: readonly SlackFile[];
  readonly words: string;
  readonly wishes: Wishes;
  readonly faults: Readonly<Partial<Record<Field, string>>>;
};

/** A form that somebody sent, or a button that they pressed in it. `address` is null where the view's own metadata is none of ours. */
export type Submission = {
  readonly user: string;
  readonly viewId: string;
  readonly address: ReturnAddress | null;
  readonly form: Form;
};

const elementSchema = z.object({
  value: z.string().nullish().catch(null),
  selected_option: z.object({ value: z.string() }).nullish().catch(null),
  files: z.unknown().optional(),
});

type Element = z.infer<typeof elementSchema>;

/** The elements of all blocks, by their own ids: those of blocks are Slack's where a view was changed. */
const elementsIn = (values: unknown): ReadonlyMap<string, Element> => {
  const blocks = z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(values).data ?? {};
  return new Map(
    Object.values(blocks)
      .flatMap((block) => Object.entries(block))
      .flatMap(([id, element]) => {
        const { data } = elementSchema.safeParse(element);
        return data ? [[id, data] as const] : [];
      }),
  );
};

/** A price as people type it in any of our languages: a comma is a decimal one. Null for what is none, or none that can be asked for. */
const priceIn = (text: string): Money | null => {
  const money = /^\d{1,7}(?:[.,]\d{1,2})?$/.test(text) ? parseMoney(text.replace(',', '.')) : null;
  return money && money.fen > 0 && money.fen <= MOST.price * 100 ? money : null;
};

const piecesIn = (text: string): number | null => {
  const pieces = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return pieces > 0 && pieces <= MOST.moq ? pieces : null;
};

const modeIn = (value: string | undefined): SearchMode | null =>
  SEARCH_MODES.find((mode) => mode === value) ?? null;

/** What is wrong with the subject: nothing to search with, or only things that are no pictures. */
const subjectFault = (files: readonly SlackFile[], words: string): string | null => {
  if (files.length > 0)
    return files.some((file) => mayBePicture(file) || mayBeList(file)) ? null : 'slack-modal-no-picture';
  return words === '' ? 'slack-modal-nothing' : null;
};

/** Reads the state of a view (`view.state.values`), whatever it is. Never throws. */
export const readForm = (values: unknown): Form => {
  const elements = elementsIn(values);
  const textIn = (field: Field): string => elements.get(FIELDS[field])?.value?.trim() ?? '';
  const sent = readFiles(elements.get(FIELDS.photo)?.files).slice(0, MOST_PICTURES);
  const words = textIn('words').slice(0, MOST_WORDS);
  const [price, moq] = [textIn('price'), textIn('moq')];
  const [maxPrice, moqAtMost, mode] = [
    priceIn(price),
    piecesIn(moq),
    modeIn(elements.get(FIELDS.mode)?.selected_option?.value),
  ];
  const nothing = subjectFault(sent, words);
  return {
    files: sent,
    words,
    wishes: { ...(mode && { mode }), ...(maxPrice && { maxPrice }), ...(moqAtMost && { moqAtMost }) },
    faults: {
      ...(nothing && { photo: nothing }),
      ...(price !== '' && !maxPrice && { price: 'slack-modal-bad-price' }),
      ...(moq !== '' && !moqAtMost && { moq: 'slack-modal-bad-moq' }),
    },
  };
};

const submissionSchema = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    private_metadata: z.string().nullish().catch(''),
    state: z.object({ values: z.unknown().optional() }).nullish().catch(null),
  }),
});

/** A submitted modal, or a press in it; null when the payload is neither. `apiUrl` is the Web API that is in use. */
export const readSubmission = (payload: unknown, apiUrl: string): Submission | null => {
  const { data } = submissionSchema.safeParse(payload);
  if (!data) return null;
  const { user, view } = data;
  return {
    user: user.id,
    viewId: view.id,
    address: readReturnAddress(view.private_metadata ?? '', apiUrl),
    form: readForm(view.state?.values),
  };
};
