/** Several ways into the marketplace as one: asked in order, and set aside for a while where asking again is of no use. */
import { asTusouError, type ErrorCode, TusouError } from '../domain/errors.ts';
import type { Abilities, Backend, Clock, Log, OfferPage, Query } from '../domain/ports.ts';
import { NO_FILTERS } from '../domain/query.ts';
import { createRecent } from './recent.ts';
import { createTurns, type Task, type Turn } from './turns.ts';

/** The backends in the order in which they are asked; their names must differ. */
export type ChainOptions = {
  readonly backends: readonly Backend[];
  readonly clock: Clock;
  readonly log: Log;
};

type Failure = { readonly backend: Backend; readonly error: TusouError };

/** How long it is known which backend found an offer or began a list: longer than answers are remembered by default. */
const KNOWN_FOR_MS = 2 * 60 * 60 * 1000;
const KNOWN_OFFERS = 20_000;
const KNOWN_LISTS = 2_000;

/**
 * Of several failures the one that is told: first what the asker can change, then what passes by itself, then what the operator
 * has to look at.
 */
const MOST_HELPFUL: readonly ErrorCode[] = [
  'offer-not-found',
  'backend-image-refused',
  'backend-rate',
  'backend-down',
  'backend-blocked',
  'backend-quota',
  'backend-auth',
  'backend-denied',
  'backend-config',
  'internal',
  'backend-unsupported',
];

const helpfulness = ({ error }: Failure): number => {
  const rank = MOST_HELPFUL.indexOf(error.code);
  return rank === -1 ? MOST_HELPFUL.length : rank;
};

/** One error for all: the most helpful one, with what every backend said as its detail. */
const oneError = (failures: readonly Failure[], task: Task): TusouError => {
  const [best] = failures.toSorted((a, b) => helpfulness(a) - helpfulness(b));
  if (!best) return new TusouError('backend-unsupported', { detail: `no backend can do this: ${task}` });
  const { code, args, retryAfterMs } = best.error;
  return new TusouError(code, {
    detail: failures.map(({ backend, error }) => `${backend.name}: ${error.message}`).join('; '),
    cause: best.error,
    args,
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
};

/** Counted against a backend that found nothing where another one found offers. */
const silence = (): TusouError =>
  new TusouError('backend-down', { detail: 'an empty list where another backend found offers' });

const union = <T>(lists: readonly (readonly T[])[]): readonly T[] => [...new Set(lists.flat())];

/** One upload has to do for all of them. */
const smallestUpload = (all: readonly Abilities[]): Pick<Abilities, 'uploadBytes'> => {
  const limits = all.flatMap(({ uploadBytes }) => uploadBytes ?? []);
  return limits.length > 0 ? { uploadBytes: Math.min(...limits) } : {};
};

/** Everything that one of them can do; pages are as long as all of them can make them, so that a list can change hands. */
const abilitiesOf = (all: readonly Abilities[]): Abilities => ({
  ...smallestUpload(all),
  queries: union(all.map(({ queries }) => queries)),
  detail: all.some(({ detail }) => detail),
  freight: all.some(({ freight }) => freight),
  sorts: union(all.map(({ sorts }) => sorts)),
  modes: union(all.map(({ modes = [] }) => modes)),
  filters: union(all.map(({ filters }) => filters)),
  maxPageSize: Math.min(...all.map(({ maxPageSize }) => maxPageSize)),
  tiersInRows: all.every(({ tiersInRows }) => tiersInRows),
  sampleData: all.some(({ sampleData }) => sampleData),
});

/** What a query is about, without the page: the same for all pages of one list. */
const listKey = (query: Query): string => {
  const { page: _, ...question } = query.question;
  const { question: __, ...about } = query;
  return JSON.stringify([about.kind === 'photo' ? about.photo.sha256 : about, question]);
};

/** A picture without any narrowing always resembles something: no match at all is how a silent block looks. */
const isSuspicious = ({ kind, question }: Query, { offers }: OfferPage): boolean => {
  const { keyword, minPrice, maxPrice, filters, page } = question;
  const isNarrowed = keyword !== null || minPrice !== null || maxPrice !== null;
  const isFiltered = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  const byPicture = kind === 'photo' || kind === 'picture-url';
  return offers.length === 0 && byPicture && page === 1 && !isNarrowed && !isFiltered;
};

/**
 * Makes one backend of several. Each question goes to the first that can answer it and is in use; when that one fails, whatever
 * the reason, to the next; a question that names one by its number goes to that one alone. Pages say who spoke; an offer's details and a list's further pages are asked of the one that began.
 * `can` is what one of them can do: the page's own `can` says what the one that spoke could.
 */
export const createChain = ({ backends, clock, log }: ChainOptions): Backend => {
  const turnOf = createTurns({ clock, log });
  const owners = createRecent<Backend>({ clock, keptForMs: KNOWN_FOR_MS, atMost: KNOWN_OFFERS });
  const begunBy = createRecent<Backend>({ clock, keptForMs: KNOWN_FOR_MS, atMost: KNOWN_LISTS });

  const inOrder = (can: (abilities: Abilities) => boolean, first: Backend | null): readonly Backend[] => {
    const able = backends.filter((backend) => can(backend.can));
    return first ? [first, ...able.filter((backend) => backend !== first)] : able;
  };

  /** Asks one after the other until one gives an answer that is accepted; else the first doubtful answer, else one error. */
  const ask = async <T>(
    { task, order, signal }: { task: Task; order: readonly Backend[]; signal: AbortSignal },
    call: (backend: Backend) => Promise<T>,
    isDoubtful: (answer: T) => boolean = () => false,
  ): Promise<{ backend: Backend; answer: T }> => {
    const failures: Failure[] = [];
    const doubtful: { backend: Backend; answer: T; turn: Turn }[] = [];
    for (const backend of order) {
      signal.throwIfAborted();
      const turn = turnOf(backend, task);
      if (turn instanceof TusouError) {
        failures.push({ backend, error: turn });
        continue;
      }
      try {
        const answer = await call(backend);
        if (isDoubtful(answer)) {
          doubtful.push({ backend, answer, turn });
          continue;
        }
        turn.worked();
        for (const other of doubtful) other.turn.failed(silence());
        return { backend, answer };
      } catch (thrown) {
        signal.throwIfAborted();
        const error = asTusouError(thrown);
        turn.failed(error);
        failures.push({ backend, error });
      }
    }
    for (const { turn } of doubtful) turn.worked();
    if (doubtful[0]) return doubtful[0];
    throw oneError(failures, task);
  };

  const search = async (query: Query, signal: AbortSignal): Promise<OfferPage> => {
    const list = listKey(query);
    const supplier = query.kind === 'supplier' ? owners.get(`supplier ${query.supplierId}`) : null;
    const first = supplier ?? (query.question.page > 1 ? begunBy.get(list) : null);
    // Ids of suppliers are each backend's own.
    const asked = query.question.via ? backends[query.question.via - 1] : undefined;
    const able = inOrder(({ queries }) => queries.includes(query.kind), first);
    const order = supplier ? [supplier] : asked ? [asked] : able;
    const { backend, answer } = await ask(
      { task: query.kind, order, signal },
      (one) => one.search(query, signal),
      (page) => isSuspicious(query, page),
    );
    begunBy.keep(list, backend);
    for (const { id, supplier } of answer.offers) {
      owners.keep(`offer ${id}`, backend);
      if (supplier.id !== null) owners.keep(`supplier ${supplier.id}`, backend);
    }
    return { ...answer, can: backend.can };
  };

  const ownerOf = (id: string, can: (abilities: Abilities) => boolean): readonly Backend[] => {
    const owner = owners.get(`offer ${id}`);
    return inOrder(can, owner && can(owner.can) ? owner : null);
  };

  return {
    name: backends.map(({ name }) => name).join('+'),
    ways: backends.map(({ name }) => name),
    can: abilitiesOf(backends.map(({ can }) => can)),
    warmUp: async () => {
      await Promise.all(backends.map((backend) => backend.warmUp?.()));
    },
    search,
    offer: async (id, language, signal) => {
      const order = ownerOf(id, ({ detail }) => detail);
      const asked = { task: 'offer', order, signal } as const;
      return (await ask(asked, (one) => one.offer(id, language, signal))).answer;
    },
    freight: async (request, signal) => {
      const order = ownerOf(request.offerId, ({ freight }) => freight);
      const asked = { task: 'freight', order, signal } as const;
      return (await ask(asked, (one) => one.freight(request, signal))).answer;
    },
  };
};
