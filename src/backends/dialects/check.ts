/** What an access to a dialect's gateway may do: each of its calls once, with a question that finds nothing. */
import { asTusouError, type ErrorCode } from '../../domain/errors.ts';
import type { Finding, PreparedPhoto } from '../../domain/ports.ts';
import { plainQuestion } from '../../domain/query.ts';
import { troubleOf } from '../check.ts';
import type { Call, Dialect } from './dialect.ts';

/** Makes a call; throws as every call of a dialect does. */
export type CallGateway = (call: Call, signal: AbortSignal) => Promise<object>;

const NO_PHOTO: PreparedPhoto = { sha256: '', jpeg: new Uint8Array(), width: 0, height: 0 };
const NO_OFFER = '600000000000';
const QUESTION = { ...plainQuestion('zh'), pageSize: 1 };

const probes = ({ can, searchCall, details }: Dialect): readonly (readonly [string, Call])[] => [
  ['search by photo', searchCall({ kind: 'photo', photo: NO_PHOTO, question: QUESTION })],
  ...(can.queries.includes('keyword')
    ? [['search by words', searchCall({ kind: 'keyword', keyword: '杯子', question: QUESTION })] as const]
    : []),
  ...(details ? [['details of an offer', details.call([NO_OFFER])] as const] : []),
];

/** Access is looked at before the question: who is told that the question is wrong has been let in. */
const LET_IN: ReadonlySet<ErrorCode> = new Set(['backend-image-refused', 'offer-not-found']);

/** Checks the access. Never throws but for the signal's reason. After a trouble that is not about one call alone no other is tried. */
export const createCheck =
  (dialect: Dialect, call: CallGateway) =>
  async (signal: AbortSignal): Promise<readonly Finding[]> => {
    const findings: Finding[] = [];
    for (const [what, probe] of probes(dialect)) {
      const error = await call(probe, signal).then(() => null, asTusouError);
      signal.throwIfAborted();
      const isIn = error === null || LET_IN.has(error.code);
      findings.push(isIn ? { what, ok: true, says: 'granted', cure: null } : troubleOf(what, error));
      if (!isIn && error.code !== 'backend-denied') break;
    }
    return findings;
  };
