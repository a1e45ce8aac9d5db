/** The flow of 2019: server time, a permit, the picture straight into the bucket by a form, then the results by its key. */
import { TusouError } from '../../domain/errors.ts';
import type { PreparedPhoto } from '../../domain/ports.ts';
import type { Question } from '../../domain/query.ts';
import { antiBotSign } from '../anti-bot.ts';
import { type FormPart, get, type HttpReply, postMultipart } from '../http.ts';
import { at, readText } from '../values.ts';
import { createPictureSearch, type Flow, type Found, foundIn } from './flow.ts';
import { callbackName, unwrapJsonp } from './jsonp.ts';
import { offerListIn, parsePageOffer } from './page-offers.ts';
import { checkSize, type Permit, readPermit } from './permit.ts';
import { type PcWebUrls, pageHeaders } from './urls.ts';
import { blocked, readObject, statusError, type Wire, type WireOptions } from './wire.ts';

/** What the page calls itself. */
const APP_NAME = 'pc_tusou';
const TIME = 'cbu.searchweb.config.system.currenttime';
const PERMIT = 'ossDataService';
const BUCKET = 'bucket';
const RESULTS = 'imageSearchOfferResultViewService';
const PAGE = 'https://s.1688.com/';
const MAX_ROWS = 40;
const TIMEOUT_MS = 10_000;
const UPLOAD_TIMEOUT_MS = 20_000;
/** A permit that ends while the picture is on its way is of no use. */
const PERMIT_MARGIN_MS = UPLOAD_TIMEOUT_MS;

const ALPHABET = 'ABCDEFGHJKMNPQRSTWXYZabcdefhijkmnprstwxyz2345678';

/** `cbuimgsearch/`, ten random letters and digits, the time in ms, `.jpg`. */
export const objectKey = (random: () => number, nowMs: number): string => {
  const name = Array.from({ length: 10 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
  return `cbuimgsearch/${name}${String(nowMs).padStart(13, '0')}.jpg`;
};

/** `appKey` is the page's name and the server's time in base64. */
export const appKeyFor = (serverMs: string): string =>
  Buffer.from(`${APP_NAME};${serverMs}`).toString('base64');

/** The form's fields in the page's own order; the bucket wants the file last. */
const formParts = (key: string, permit: Permit, jpeg: Uint8Array): FormPart[] => {
  const filename = key.slice(key.lastIndexOf('/') + 1);
  return [
    { name: 'name', value: filename },
    { name: 'key', value: key },
    { name: 'policy', value: permit.policy },
    { name: 'OSSAccessKeyId', value: permit.accessId },
    { name: 'success_action_status', value: '200' },
    { name: 'callback', value: '' },
    { name: 'signature', value: permit.signature },
    { name: 'file', value: { bytes: jpeg, filename, type: 'image/jpeg' } },
  ];
};

/** The bucket answers with nothing; its errors are XML with a `Code`. */
const readUpload = (reply: HttpReply): void => {
  const code = /<Code>(\w{1,60})<\/Code>/.exec(reply.text)?.[1];
  if (code) {
    const refused = /^EntityToo(?:Large|Small)$/.test(code);
    const detail = `${BUCKET}: ${code} (HTTP ${reply.status})`;
    throw new TusouError(refused ? 'backend-image-refused' : 'backend-config', { detail });
  }
  const sign = antiBotSign(reply, undefined);
  if (sign) throw blocked(BUCKET, sign);
  if (reply.status === 200 && reply.text.trim() === '') return;
  throw statusError(BUCKET, reply) ?? blocked(BUCKET, 'a page where nothing is due');
};

/** Makes the flow. It knows neither order nor limits: the results come by likeness. */
export const createOssFlow = (urls: PcWebUrls, wire: Wire, { clock, random }: WireOptions): Flow => {
  let latest: Permit | null = null;
  /** How far the server's clock is ahead of ours. */
  let aheadMs = 0;

  const serverNow = (): number => clock.now() + aheadMs;

  const service = (name: string, path: string, params: Record<string, string>, signal: AbortSignal) => {
    const callback = callbackName(random, clock.now());
    const query = new URLSearchParams({ ...params, callback, _: String(clock.now()) });
    const url = `${urls.openService}/openservice/${path}?${query}`;
    return wire(
      {
        name,
        send: (sending, whole) =>
          get({ ...sending, url, headers: pageHeaders(PAGE), timeoutMs: TIMEOUT_MS }, whole),
        read: (reply) => readObject(name, reply, unwrapJsonp(reply.bytes, callback)),
      },
      signal,
    );
  };

  const readTime = async (signal: AbortSignal): Promise<void> => {
    const body = await service(TIME, '.htm', { serviceIds: TIME, outfmt: 'jsonp' }, signal);
    const time = readText(at(body, TIME, 'dataSet')) ?? '';
    if (!/^\d{13}$/.test(time)) throw blocked(TIME, 'a reply without the time');
    aheadMs = Number(time) - clock.now();
  };

  const permit = async (signal: AbortSignal): Promise<Permit> => {
    if (latest && latest.untilMs > serverNow() + PERMIT_MARGIN_MS) return latest;
    await readTime(signal);
    const appKey = appKeyFor(String(serverNow()));
    const granted = readPermit(PERMIT, await service(PERMIT, PERMIT, { appName: APP_NAME, appKey }, signal));
    if (!(granted.untilMs > serverNow()))
      throw new TusouError('backend-down', { detail: `${PERMIT}: the permit has expired already` });
    latest = granted;
    return granted;
  };

  const upload = async ({ jpeg }: PreparedPhoto, signal: AbortSignal): Promise<string> => {
    const granted = await permit(signal);
    checkSize(BUCKET, granted, jpeg.length);
    const key = objectKey(random, serverNow());
    const parts = formParts(key, granted, jpeg);
    const url = `${granted.origin ?? urls.bucket}/`;
    await wire(
      {
        name: BUCKET,
        send: (sending, whole) =>
          postMultipart(
            { ...sending, url, headers: pageHeaders(PAGE), parts, timeoutMs: UPLOAD_TIMEOUT_MS },
            whole,
          ),
        read: readUpload,
      },
      signal,
    );
    return key;
  };

  const query = async (key: string, question: Question, signal: AbortSignal): Promise<Found> => {
    const params = {
      imageAddress: key,
      imageType: 'oss',
      pageSize: String(Math.min(question.pageSize, MAX_ROWS)),
      beginPage: String(question.page),
      categoryId: 'null',
      appName: APP_NAME,
      appKey: appKeyFor(String(serverNow())),
    };
    const rows = offerListIn(await service(RESULTS, RESULTS, params, signal));
    if (!rows) throw blocked(RESULTS, 'a reply without a list of offers');
    return foundIn(rows, parsePageOffer, null);
  };

  const searchPicture = createPictureSearch<string>({
    name: RESULTS,
    clock,
    upload,
    query,
    link: (key) =>
      `${urls.results}/youyuan/index.htm?${new URLSearchParams({ tab: 'imageSearch', imageType: 'oss', imageAddress: key })}`,
    narrowed: () => false,
  });

  return {
    can: { queries: ['photo'], sorts: ['relevance'], filters: [], maxPageSize: MAX_ROWS },
    search: async (asked, signal) => {
      if (asked.kind !== 'photo') throw new TusouError('backend-unsupported', { detail: asked.kind });
      return searchPicture(asked.photo, asked.question, signal);
    },
    probe: permit,
  };
};
