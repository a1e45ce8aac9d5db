/**
 * A thread that decodes one HEIC picture and ends: `heic.ts` starts it. libheif in WebAssembly (LGPL-3.0, used as it comes) runs here so
 * that a contrived file can be stopped, and so that its memory is gone with the thread.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import { plainTiff, type RawPicture } from './plain-tiff.ts';

/** What the thread is given: the file, and how far the decoder's memory may grow. */
export type HeicTask = { readonly bytes: Uint8Array; readonly maxMemoryBytes: number };

/** What it answers with: the picture as TIFF, or why there is none. */
export type HeicAnswer = { readonly tiff: Uint8Array } | { readonly trouble: string };

/** The part of libheif's interface that is used. Its own types describe another export than its JavaScript has. */
type Libheif = {
  readonly HEAPU8: Uint8Array;
  readonly heif_colorspace: { readonly heif_colorspace_RGB: unknown };
  readonly heif_chroma: { readonly heif_chroma_interleaved_RGBA: unknown };
  _malloc(bytes: number): number;
  _heif_image_handle_get_raw_color_profile_size(handle: number): number;
  /** Writes an error of three words to `error`, and the profile to `out`. */
  _heif_image_handle_get_raw_color_profile(error: number, handle: number, out: number): void;
  heif_context_alloc(): unknown;
  heif_context_read_from_memory(context: unknown, bytes: Uint8Array): { readonly message: string };
  heif_js_context_get_primary_image_handle(context: unknown): Handle;
  heif_image_handle_is_premultiplied_alpha(handle: Handle): number;
  heif_js_decode_image2(
    handle: Handle,
    space: unknown,
    chroma: unknown,
  ): Decoded | { readonly code: unknown };
};
type Handle = { readonly code?: unknown; readonly $$?: { readonly ptr: number } };
type Channel = {
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly data: Uint8Array;
};
type Decoded = { readonly channels: readonly Channel[] };

/** Longer sides are halved, thirded and so on while they stay at or above this: twice what an upload needs. */
const ENOUGH_SIDE = 1600;
/** Colour profiles of cameras have a few hundred bytes, those of printers up to some hundred thousand. */
const MAX_PROFILE_BYTES = 4_000_000;
/** An error of libheif: a code, a finer code, and where its text lies. */
const ERROR_BYTES = 12;
const PAGE_BYTES = 65_536;

const { bytes, maxMemoryBytes } = workerData as HeicTask;

/** WebAssembly memory is outside of the thread's own limits, so growing is refused here; the decoder then says that it has none left. */
const limitMemory = (): void => {
  const { prototype } = WebAssembly.Memory;
  const { grow } = prototype;
  prototype.grow = function (pages: number): number {
    if (this.buffer.byteLength + pages * PAGE_BYTES > maxMemoryBytes) throw new RangeError('memory limit');
    return grow.call(this, pages);
  };
};

const loadLibheif = (): Libheif => {
  const wasm = fileURLToPath(import.meta.resolve('libheif-js/libheif-wasm/libheif.wasm'));
  const load = libheif as unknown as (options: { wasmBinary: Uint8Array }) => Libheif;
  return load({ wasmBinary: readFileSync(wasm) });
};

/** The average of each square of `factor` x `factor` pixels, transparent parts shown on white. */
const shrunk = ({ width, height, stride, data }: Channel, isPremultiplied: boolean) => {
  const factor = Math.max(1, Math.floor(Math.max(width, height) / ENOUGH_SIDE));
  const [columns, rows] = [Math.ceil(width / factor), Math.ceil(height / factor)];
  const pixels = new Uint8Array(columns * rows * 3);
  let out = 0;
  for (let top = 0; top < height; top += factor)
    for (let left = 0; left < width; left += factor) {
      const [right, bottom] = [Math.min(width, left + factor), Math.min(height, top + factor)];
      let [r, g, b] = [0, 0, 0];
      for (let y = top; y < bottom; y += 1)
        for (let at = y * stride + left * 4; at < y * stride + right * 4; at += 4) {
          const alpha = data[at + 3] ?? 255;
          const share = isPremultiplied ? 1 : alpha / 255;
          r += (data[at] ?? 0) * share + 255 - alpha;
          g += (data[at + 1] ?? 0) * share + 255 - alpha;
          b += (data[at + 2] ?? 0) * share + 255 - alpha;
        }
      const count = (right - left) * (bottom - top);
      pixels[out] = Math.min(255, Math.round(r / count));
      pixels[out + 1] = Math.min(255, Math.round(g / count));
      pixels[out + 2] = Math.min(255, Math.round(b / count));
      out += 3;
    }
  return { width: columns, height: rows, pixels };
};

const profileOf = (heif: Libheif, { $$ }: Handle): Uint8Array | null => {
  if (!$$) return null;
  const size = heif._heif_image_handle_get_raw_color_profile_size($$.ptr);
  if (size < 1 || size > MAX_PROFILE_BYTES) return null;
  const at = heif._malloc(ERROR_BYTES + size);
  heif._heif_image_handle_get_raw_color_profile(at, $$.ptr, at + ERROR_BYTES);
  return heif.HEAPU8.slice(at + ERROR_BYTES, at + ERROR_BYTES + size);
};

const decode = (): RawPicture => {
  limitMemory();
  const heif = loadLibheif();
  const context = heif.heif_context_alloc();
  const read = heif.heif_context_read_from_memory(context, bytes);
  const handle = heif.heif_js_context_get_primary_image_handle(context);
  if (handle.code !== undefined) throw new Error(`no picture: ${read.message}`);
  const profile = profileOf(heif, handle);
  const isPremultiplied = heif.heif_image_handle_is_premultiplied_alpha(handle) !== 0;
  const { heif_colorspace_RGB: rgb } = heif.heif_colorspace;
  const { heif_chroma_interleaved_RGBA: rgba } = heif.heif_chroma;
  const decoded = heif.heif_js_decode_image2(handle, rgb, rgba);
  const [channel] = 'channels' in decoded ? decoded.channels : [];
  if (!channel) throw new Error('the picture could not be decoded');
  return { ...shrunk(channel, isPremultiplied), profile };
};

const answer = (): HeicAnswer => {
  try {
    return { tiff: plainTiff(decode()) };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : 'not an error' };
  }
};

const said = answer();
parentPort?.postMessage(said, 'tiff' in said ? [said.tiff.buffer as ArrayBuffer] : []);
