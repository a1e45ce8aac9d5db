/** Options about the photo that is searched with: which part of it, and what is done to it before. */
import { MOST_SUBJECTS } from '../domain/facet.ts';
import { AS_SENT, isAsSent, type Part, type Question } from '../domain/query.ts';
import { refuse, wholeNumber } from './options.ts';

/** For `readArguments`. */
export const PHOTO_OPTIONS = {
  region: { type: 'string' },
  subject: { type: 'string' },
  crop: { type: 'string' },
  enhance: { type: 'boolean' },
  'remove-background': { type: 'boolean' },
} as const;

/** What `PHOTO_OPTIONS` mean, for the usage text. */
export const PHOTO_USAGE = `  --region <l,t,r,b>             look only at this part of the photo: left, top, right and bottom edge in
                                 pixels of the photo as it is sent, its longer side at most 800
  --subject <n>                  look only at the n-th thing that 1688 sees in the photo, from 1
  --crop auto|none|<x,y,w,h>     cut a plain background off around the product, or look only at this part
                                 (left, top, width and height, in the pixels of --region) (none)
  --enhance                      take noise out, stretch the levels and sharpen before searching
  --remove-background            put the product on white before searching`;

/** The options as they were given. */
export type PhotoValues = {
  readonly region?: string | undefined;
  readonly subject?: string | undefined;
  readonly crop?: string | undefined;
  readonly enhance?: boolean | undefined;
  readonly 'remove-background'?: boolean | undefined;
};

const fourOf = (text: string): readonly number[] | null =>
  /^\d{1,4}(,\d{1,4}){3}$/.test(text) ? text.split(',').map(Number) : null;

const regionOf = (text: string): Part => {
  const [left = 0, top = 0, right = 0, bottom = 0] = fourOf(text) ?? [];
  if (left < right && top < bottom) return { left, top, right, bottom };
  return refuse('--region takes four edges in pixels: left,top,right,bottom.');
};

const cropOf = (text: string): Part => {
  const [left = 0, top = 0, width = 0, height = 0] = fourOf(text) ?? [];
  if (width > 0 && height > 0) return { left, top, right: left + width, bottom: top + height };
  return refuse('--crop takes auto, none, or four numbers of pixels: left,top,width,height.');
};

const isPart = (crop: string | undefined): crop is string =>
  crop !== undefined && crop !== 'auto' && crop !== 'none';

const partOf = ({ region, crop }: PhotoValues): Part | null => {
  if (region !== undefined && isPart(crop)) return refuse('Give either --region or a part with --crop.');
  if (region !== undefined) return regionOf(region);
  return isPart(crop) ? cropOf(crop) : null;
};

/** The given options that speak of one part of one photo, by their names. */
export const partOptions = ({ region, subject, crop }: PhotoValues): readonly string[] => [
  ...(region === undefined ? [] : ['--region']),
  ...(subject === undefined ? [] : ['--subject']),
  ...(isPart(crop) ? ['--crop with a part'] : []),
];

/** What the options say about the photo. Throws `input-invalid` that names the option. */
export const readPhotoOptions = (
  values: PhotoValues,
): { readonly region: Part | null } & Pick<Question, 'subject' | 'preparation'> => {
  const region = partOf(values);
  const subject = wholeNumber(values.subject, 'subject', { min: 1, max: MOST_SUBJECTS, otherwise: 0 });
  if (subject > 0 && region) return refuse('Give either --subject or a part of the photo.');
  const preparation = {
    ...AS_SENT,
    ...(values.crop === 'auto' && { crop: 'auto' as const }),
    enhance: values.enhance === true,
    removeBackground: values['remove-background'] === true,
  };
  return { region, ...(subject > 0 && { subject }), ...(!isAsSent(preparation) && { preparation }) };
};
