/** The values of `filter` that the demo catalogue can honour. Other values of the real API are passed over. */
import type { OfferRecord, SupplierRecord } from '../catalogue.ts';
import { qualityOf } from './quality.ts';

type Test = (offer: OfferRecord, supplier: SupplierRecord, nowMs: number) => boolean;

const DAY_MS = 86_400_000;

const marked =
  (mark: string): Test =>
  ({ marks }) =>
    marks.includes(mark);

const scored =
  (from: number, below: number): Test =>
  (_, { score }) =>
    score >= from && score < below;

const listedWithin =
  (days: number): Test =>
  ({ listed }, _, nowMs) =>
    nowMs - Date.parse(listed) <= days * DAY_MS;

const pickedUp =
  (hours: '24' | '48', from: number, below: number): Test =>
  (offer) => {
    const rate = qualityOf(offer)[`pickup${hours}`];
    return rate >= from && rate < below;
  };

const returned =
  (over: number, upTo: number): Test =>
  (offer) => {
    const rate = qualityOf(offer).qualityReturn;
    return rate > over && rate <= upTo;
  };

/** Every honoured value with its test. */
export const FILTERS: Readonly<Record<string, Test>> = {
  certifiedFactory: (_, { inspected }) => inspected,
  '1688Selection': marked('isSelect'),
  isSelect: marked('isSelect'),
  isQqyx: marked('yx'),
  isOnePsale: marked('isOnePsale'),
  noReason7DReturn: marked('noReason7DReturn'),
  totalEpScoreLv1: scored(5, Number.POSITIVE_INFINITY),
  totalEpScoreLv2: scored(4.5, 5),
  totalEpScoreLv3: scored(4, 4.5),
  totalEpScoreLv4: scored(0, 4),
  getRate24HLv1: pickedUp('24', 0, 0.95),
  getRate24HLv2: pickedUp('24', 0.95, 2),
  getRate24HLv3: pickedUp('24', 0.99, 2),
  getRate48HLv1: pickedUp('48', 0, 0.95),
  getRate48HLv2: pickedUp('48', 0.95, 2),
  getRate48HLv3: pickedUp('48', 0.99, 2),
  shipIn24Hours: ({ shipping }) => shipping === 'shipIn24Hours',
  shipIn48Hours: ({ shipping }) => shipping !== null,
  new7: listedWithin(7),
  new30: listedWithin(30),
  qrr0: returned(-1, 0),
  qrr1: returned(0, 0.01),
  qrr5: returned(0.01, 0.05),
  qrr10: returned(0.05, 0.1),
};
