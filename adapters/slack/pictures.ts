/** Addresses of pictures as Slack may be given them: public, and of a form that it shows. Pure; used by the renderers. */
import { LIMITS } from './limits.ts';
import { webAddress } from './text.ts';

/** How large a picture is shown: beside a text or on a card, or by itself. */
export type Size = 'small' | 'large';

/** Top-level domains and names that never lead to the public web. */
const PRIVATE_HOST = /^[^.]+$|\.(?:local|localhost|internal|lan|home|test|invalid)$|^\d+(?:\.\d+){3}$|^\[/i;

/** Slack fetches pictures itself and takes PNG, JPEG and GIF only (docs.slack.dev/reference/block-kit/blocks/image-block). */
const SHOWABLE = /\.(?:jpe?g|png|gif)$/i;

/** 1688's picture server, which has each picture in several forms. */
const MARKETPLACE_HOST = /(?:^|\.)alicdn\.com$/i;

/** Forms that are appended to the name of a picture: `a.jpg_.webp`, `a.jpg_270x270xzq60.jpg`, `a.jpg_q75.jpg_.avif`. */
const APPENDED = /(\.(?:jpe?g|png|gif))(?:_[\w.-]*\.?(?:webp|avif|jpe?g|png)|_)+$/i;

/** Sizes of 1688 that stand before the ending: `a.310x310.jpg`, `a.search.jpg`, `a.summ.jpg`. */
const SIZED = /\.(?:\d{2,4}x\d{2,4}|search|summ)(?=\.jpg$)/i;

/** Pictures of offers, which 1688 also has at 310 pixels a side by this part of the name. */
const OFFER_PICTURE = /^\/img\/ibank\/.+\.jpg$/i;

/** The picture as it was uploaded, whatever form the address asks for. */
const asUploaded = (url: URL): URL => {
  const plain = new URL(url);
  plain.protocol = 'https:';
  plain.search = '';
  plain.hash = '';
  plain.pathname = url.pathname.replace(APPENDED, '$1').replace(SIZED, '');
  return plain;
};

const smaller = (url: URL): URL | null => {
  if (!OFFER_PICTURE.test(url.pathname)) return null;
  const small = new URL(url);
  small.pathname = url.pathname.replace(/\.jpg$/i, '.310x310.jpg');
  return small;
};

const isShowable = ({ protocol, hostname, pathname }: URL): boolean =>
  protocol === 'https:' && !PRIVATE_HOST.test(hostname) && SHOWABLE.test(pathname);

/**
 * The addresses at which Slack can fetch and show a picture, best first; none when there is no such address. 1688's own are given as JPEG
 * and in the size that is wanted, since Slack refuses a message with a WebP in it.
 */
export const showable = (address: string | null, size: Size): string[] => {
  const safe = address === null ? null : webAddress(address, LIMITS.url);
  if (safe === null) return [];
  const url = new URL(safe);
  if (!MARKETPLACE_HOST.test(url.hostname)) return isShowable(url) ? [safe] : [];
  const full = asUploaded(url);
  const small = smaller(full);
  const forms = size === 'small' ? [small, full] : [full, small];
  return forms.filter((form) => form !== null && isShowable(form)).map(String);
};
