/** The keyless way into 1688: what its own PC pages do. Unofficial; it stops at once when 1688 asks who is there. */
import { TusouError } from '../../domain/errors.ts';
import type { Backend, Finding } from '../../domain/ports.ts';
import { checkEach } from './check.ts';
import type { Flow } from './flow.ts';
import { createOfferPage } from './offer-page.ts';
import { createOssFlow } from './oss.ts';
import { createPutImageFlow } from './put-image.ts';
import { createRecommendFlow } from './recommend.ts';
import { pcWebUrls } from './urls.ts';
import { createWire, type Wire, type WireOptions } from './wire.ts';

/** The ways through the pages: today's first, then that of 2022, then that of 2019. */
export type PcWebFlow = 'recommend' | 'putImage' | 'oss';

/**
 * What to go through the pages with. `baseUrl` is one server in place of all real hosts, null for 1688 itself. `imageAppKey` is
 * only for the flow `putImage`: the constant of the page that uploads pictures. `sampleData`: whether the offers are made up.
 */
export type PcWebOptions = WireOptions & {
  readonly flow: PcWebFlow;
  readonly baseUrl: string | null;
  readonly imageAppKey: string | null;
  readonly sampleData: boolean;
};

const flowOf = (wire: Wire, options: PcWebOptions): Flow => {
  const urls = pcWebUrls(options.baseUrl);
  const { flow, imageAppKey } = options;
  if (flow === 'oss') return createOssFlow(urls, wire, options);
  if (flow === 'recommend') return createRecommendFlow(urls, wire, options);
  if (imageAppKey === null)
    throw new TusouError('config-invalid', { detail: 'the flow putImage needs PC_WEB_IMAGE_APP_KEY' });
  return createPutImageFlow(urls, wire, { ...options, imageAppKey });
};

/** Digits that an offer might have; whether there is such an offer makes no difference. */
const PROBE_OFFER = '600000000000';

/** Larger uploads are answered with HTTP 413, as public clients of these pages report. */
const UPLOAD_BYTES = 400_000;

/**
 * The backend `pc-web`. Rows hold price tiers, titles are Chinese only. Throws `backend-blocked` at every sign of 1688's defence
 * against programs, and for an answer without offers where there should be some; never tries again after that.
 */
export const createPcWeb = (options: PcWebOptions): Backend => {
  const wire = createWire(options);
  const flow = flowOf(wire, options);
  const offerPage = createOfferPage(pcWebUrls(options.baseUrl), wire);
  const name = 'pc-web';
  const check = (signal: AbortSignal): Promise<readonly Finding[]> =>
    checkEach(
      [
        [`search by the flow ${options.flow}`, flow.probe],
        ['page of an offer', (within) => offerPage(PROBE_OFFER, within)],
      ],
      signal,
    );
  return {
    name,
    can: {
      ...flow.can,
      detail: true,
      freight: false,
      uploadBytes: UPLOAD_BYTES,
      tiersInRows: true,
      sampleData: options.sampleData,
    },
    search: async (query, signal) => {
      const { offers, total, dropped, link } = await flow.search(query, signal);
      return { backend: name, offers, total, dropped, ...(link && { link }) };
    },
    offer: (id, _language, signal) => offerPage(id, signal),
    freight: async () => {
      throw new TusouError('backend-unsupported', { detail: 'freight' });
    },
    check,
  };
};
