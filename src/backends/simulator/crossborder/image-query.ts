/** `product.search.imageQuery`: offers that look like an uploaded picture, or like one of the marketplace's own. */
import { TusouError } from '../../../domain/errors.ts';
import type { Box } from '../../../images/product-box.ts';
import type { Marketplace, Upload } from '../marketplace.ts';
import { readPictureName } from '../picture-names.ts';
import type { Answer } from '../protocol.ts';
import { listingPage, matchesKeyword } from './listing.ts';
import { imageQueryParams, readParams } from './params.ts';
import { BadParam, success } from './replies.ts';

/** What is searched by, the part of the picture that it is, and all things that are seen in the picture; both in its pixels. */
type Subject = {
  readonly features: Float32Array;
  readonly region: Box | null;
  readonly things: readonly Box[];
};

/** A box as the API writes it: x1,x2,y1,y2. */
const regionText = ({ left, top, right, bottom }: Box): string =>
  [left, right, top, bottom].map(Math.round).join(',');

const inPixels = ({ left, top, right, bottom }: Box, { width, height }: Upload): Box => ({
  left: left * width,
  right: right * width,
  top: top * height,
  bottom: bottom * height,
});

const thingsOf = (upload: Upload): readonly Box[] => upload.things.map((thing) => inPixels(thing, upload));

const partOf = async (marketplace: Marketplace, upload: Upload, region: Box): Promise<Subject> => {
  try {
    const features = await marketplace.describePart(upload, region);
    return { features, region, things: thingsOf(upload) };
  } catch (error) {
    if (error instanceof TusouError) throw new BadParam('region is outside of the image');
    throw error;
  }
};

const uploadedSubject = async (
  marketplace: Marketplace,
  imageId: string,
  region: Box | undefined,
): Promise<Subject> => {
  const upload = marketplace.uploaded(imageId);
  if (!upload) throw new BadParam('imageId does not exist');
  return region
    ? partOf(marketplace, upload, region)
    : { features: upload.features, region: inPixels(upload.box, upload), things: thingsOf(upload) };
};

/** Only links to the marketplace's own pictures are taken. */
const linkedSubject = ({ catalogue }: Marketplace, address: string): Subject => {
  const name = URL.canParse(address) ? readPictureName(new URL(address).pathname) : null;
  const at = name ? catalogue.offers.findIndex(({ id }) => id === name.offerId) : -1;
  const features = catalogue.features()[at];
  if (!features) throw new BadParam('imageAddress is not an image of 1688');
  return { features, region: null, things: [] };
};

/** Answers with a page of offers, best first unless a sort is asked for. */
export const imageQuery = async (param: string, marketplace: Marketplace): Promise<Answer> => {
  const asked = readParams(imageQueryParams, param);
  const { imageId, imageAddress, keyword } = asked;
  if (!imageId && !imageAddress) throw new BadParam('imageId: is required');
  const { features, region, things } = imageId
    ? await uploadedSubject(marketplace, imageId, asked.region)
    : linkedSubject(marketplace, imageAddress ?? '');
  const offers = marketplace.search(features).map(({ offer }) => offer);
  const page = listingPage(marketplace, offers.filter(matchesKeyword(keyword)), asked);
  const picRegionInfo = region && {
    currentRegion: regionText(region),
    yoloCropRegion: things.map(regionText).join(';'),
  };
  return success({ ...page, picRegionInfo });
};
