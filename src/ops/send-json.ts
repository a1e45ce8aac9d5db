/** Short JSON answers of the program itself. */
import type { ServerResponse } from 'node:http';

/** Headers of everything that is true only now. */
export const NEVER_STORED = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

/** Answers with JSON; where an answer had already begun, it is cut off, so that half of it cannot pass for whole. */
export const sendJson = (response: ServerResponse, status: number, body: object): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...NEVER_STORED, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
};
