/** The request forms of documents 001, 002 and 004, each a protocol of its own. They stand before the official gateway, whose paths they share. */
import type { Marketplace } from '../marketplace.ts';
import type { Protocol } from '../protocol.ts';
import { createBearerProtocol } from './bearer.ts';
import { createHmacBase64Protocol } from './hmac-base64.ts';
import { createMd5Protocol } from './md5.ts';

/** The dialects' protocols. `qps` calls of each API are let through in any second. */
export const createDialectProtocols = (
  parts: Pick<Marketplace, 'clock'> & { readonly qps: number },
): readonly Protocol[] => [
  createMd5Protocol(parts),
  createHmacBase64Protocol(parts),
  createBearerProtocol(parts),
];
