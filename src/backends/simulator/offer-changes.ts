/** Changes that can be ordered: `POST /_offers` lets an offer cost something else, be out of stock or be gone; `DELETE /_offers` ends it. */
import { z } from 'zod';
import type { OfferRecord } from './catalogue.ts';

const order = z.object({
  id: z.string().min(1),
  /** What it costs, in percent of what it cost at first. */
  percent: z.int().positive().max(1000).default(100),
  stock: z.int().min(0).optional(),
  gone: z.boolean().default(false),
});

/** A change of one offer, in place of the one ordered before. It shows wherever one offer is asked for; lists stay as they are. */
export type OfferOrder = z.infer<typeof order>;

/** The order in the body of `POST /_offers`, or null when it is none. */
export const readOfferOrder = (text: string): OfferOrder | null => {
  try {
    return order.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** The changes that are in force. */
export type OfferChanges = {
  add(order: OfferOrder): void;
  clear(): void;
  /** The offer as it is now; undefined when it is gone. */
  changed(offer: OfferRecord | undefined): OfferRecord | undefined;
};

/** No changes. */
export const createOfferChanges = (): OfferChanges => {
  const orders = new Map<string, OfferOrder>();
  return {
    add: (one) => void orders.set(one.id, one),
    clear: () => orders.clear(),
    changed: (offer) => {
      const ordered = offer && orders.get(offer.id);
      if (!ordered) return offer;
      if (ordered.gone) return undefined;
      const tiers = offer.tiers.map(
        ([quantity, fen]) => [quantity, Math.round((fen * ordered.percent) / 100)] as const,
      );
      return { ...offer, tiers, stock: ordered.stock ?? offer.stock };
    },
  };
};
