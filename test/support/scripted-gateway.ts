/** A gateway on loopback that answers as a test tells it, and remembers what it was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call as it arrived: the path, the API's name in it, and the form fields. */
export type GatewayCall = {
  readonly path: string;
  readonly api: string;
  readonly contentType: string | undefined;
  readonly form: Readonly<Record<string, string>>;
};

/** What to answer: a JSON value, a text or bytes, with a status and headers; `silence` never answers, `cut` drops the connection. */
export type GatewayAnswer =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> }
  | 'silence'
  | 'cut';

/** A running gateway. `calls` grows with every call that arrived whole. */
export type ScriptedGateway = {
  readonly gatewayUrl: string;
  readonly calls: readonly GatewayCall[];
  close(): Promise<void>;
};

/** Starts a gateway; `answer` is asked for each call in turn. */
export const scriptedGateway = async (
  answer: (call: GatewayCall, index: number) => GatewayAnswer,
): Promise<ScriptedGateway> => {
  const calls: GatewayCall[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const form = Object.fromEntries(new URLSearchParams(await text(request)));
    const call = {
      path,
      api: path.split('/').at(-2) ?? '',
      contentType: request.headers['content-type'],
      form,
    };
    calls.push(call);
    const said = answer(call, calls.length - 1);
    if (said === 'cut') request.socket.destroy();
    if (said === 'cut' || said === 'silence') return;
    response.writeHead(said.status ?? 200, said.headers);
    const isWritten = typeof said.body === 'string' || said.body instanceof Uint8Array;
    response.end(isWritten ? said.body : JSON.stringify(said.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { gatewayUrl: `http://127.0.0.1:${port}`, calls, close };
};
