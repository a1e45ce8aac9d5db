/** Reads Bot API requests: JSON bodies and multipart uploads become the same plain calls. */
import type { IncomingMessage } from 'node:http';
import { parameterTypes, type TelegramCall } from './telegram-spec.ts';

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

type Part = {
  readonly name: string;
  readonly isFile: boolean;
  readonly fileName: string;
  readonly bytes: Buffer;
};

const partOf = (raw: Buffer): Part | null => {
  const split = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, split).toString('utf8');
  const name = /[;\s]name="([^"]+)"/i.exec(head)?.[1];
  if (split < 0 || name === undefined) return null;
  // What follows the last line break belongs to the next boundary.
  const fileName = /[;\s]filename="?([^";\r\n]+)/i.exec(head)?.[1] ?? '';
  return {
    name,
    isFile: /[;\s]filename=/i.test(head),
    fileName,
    bytes: raw.subarray(split + 4, raw.length - 2),
  };
};

const partsOf = (body: Buffer, boundary: string): Part[] => {
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length);
    const part = next < 0 ? null : partOf(body.subarray(at + mark.length + 2, next));
    if (part) parts.push(part);
    at = next;
  }
  return parts;
};

/** A form's text as the value that its parameter is to have; text that is none stays text, for the check to find. */
const parameterOf = (method: string, name: string, text: string): unknown => {
  const types = parameterTypes(method, name);
  if (types.includes('String') && !/^-?\d+$/.test(text)) return text;
  if (types.length === 1 && (types[0] === 'String' || types[0] === 'InputFile')) return text;
  if (types.includes('InputFile')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** The call in a request to `/bot<token>/<method>`. */
export const readCall = async (method: string, request: IncomingMessage): Promise<TelegramCall> => {
  const body = await bodyOf(request);
  const type = request.headers['content-type'] ?? '';
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary === undefined)
    return { method, params: body.length === 0 ? {} : JSON.parse(body.toString('utf8')), files: new Map() };
  const parts = partsOf(body, boundary);
  const texts = parts.filter(({ isFile }) => !isFile);
  const files = parts.filter(({ isFile }) => isFile);
  return {
    method,
    params: Object.fromEntries(
      texts.map(({ name, bytes }) => [name, parameterOf(method, name, bytes.toString('utf8'))]),
    ),
    names: new Map(files.map(({ name, fileName }) => [name, fileName])),
    files: new Map(files.map(({ name, bytes }) => [name, new Uint8Array(bytes)])),
  };
};
