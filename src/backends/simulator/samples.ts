/** Photos for whoever wants to try the product and has none at hand: things of the demo catalogue as somebody might photograph them. */
import { TusouError } from '../../domain/errors.ts';
import type { Language } from '../../domain/query.ts';
import type { ShotLook } from '../../images/product-shot.ts';

type Sample = {
  readonly id: string;
  readonly titles: Readonly<Record<Language, string>>;
  readonly picture: string;
  readonly look: Partial<ShotLook>;
  readonly table: readonly [number, number, number];
};

const LOOK: ShotLook = {
  zoom: 0.66,
  shiftX: 0,
  shiftY: 0.1,
  mirror: false,
  turn: 0,
  background: '#ffffff',
  sticker: null,
  brightness: 1,
};

const OAK = [222, 205, 182] as const;
const LINEN = [226, 224, 218] as const;
const SLATE = [196, 204, 210] as const;

const SAMPLES: readonly Sample[] = [
  {
    id: 'high-heels',
    titles: {
      en: 'Red high heels',
      zh: '红色高跟鞋',
      ru: 'Красные туфли',
      es: 'Tacones rojos',
      vi: 'Giày cao gót đỏ',
    },
    picture: 'render:1f460',
    look: { turn: 4, shiftX: -0.2 },
    table: LINEN,
  },
  {
    id: 'teapot',
    titles: { en: 'Teapot', zh: '茶壶', ru: 'Чайник', es: 'Tetera', vi: 'Ấm trà' },
    picture: 'render:1fad6',
    look: { turn: -3, mirror: true },
    table: OAK,
  },
  {
    id: 'headphones',
    titles: { en: 'Headphones', zh: '头戴式耳机', ru: 'Наушники', es: 'Auriculares', vi: 'Tai nghe' },
    picture: 'render:1f3a7',
    look: { zoom: 0.7, turn: 5 },
    table: OAK,
  },
  {
    id: 'teddy-bear',
    titles: { en: 'Teddy bear', zh: '泰迪熊', ru: 'Плюшевый мишка', es: 'Oso de peluche', vi: 'Gấu bông' },
    picture: 'render:1f9f8',
    look: { zoom: 0.72, shiftX: 0.2 },
    table: SLATE,
  },
  {
    id: 'cactus',
    titles: { en: 'Cactus', zh: '仙人掌', ru: 'Кактус', es: 'Cactus', vi: 'Xương rồng' },
    picture: 'photo:spiky-cactus-695736',
    look: { zoom: 0.92, shiftX: 0.3, brightness: 1.06 },
    table: OAK,
  },
  {
    id: 'leather-sofa',
    titles: { en: 'Leather sofa', zh: '皮沙发', ru: 'Кожаный диван', es: 'Sofá de cuero', vi: 'Ghế sofa da' },
    picture: 'photo:leather-sofa-1120584',
    look: { zoom: 0.93, shiftX: -0.4, shiftY: 0.4, brightness: 0.95 },
    table: OAK,
  },
];

/** The samples with their names in every language. */
export const samplePhotos = (): readonly Pick<Sample, 'id' | 'titles'>[] =>
  SAMPLES.map(({ id, titles }) => ({ id, titles }));

const made = new Map<string, Promise<Uint8Array>>();

/** What makes a photo is loaded for the first one: most people send their own. */
const make = async ({ picture, look, table }: Sample): Promise<Uint8Array> => {
  const [{ casualPhoto }, { shotSource }] = await Promise.all([
    import('../../images/casual-photo.ts'),
    import('./pictures.ts'),
  ]);
  return casualPhoto(await shotSource({ picture, tint: null }), { ...LOOK, ...look }, table);
};

/**
 * A sample as JPEG, 900 pixels on the long side; made on the first call, and anew after a failure. Rejects with `input-invalid`
 * for an unknown id.
 */
export const samplePhoto = async (id: string): Promise<Uint8Array> => {
  const sample = SAMPLES.find((one) => one.id === id);
  if (!sample)
    throw new TusouError('input-invalid', { args: { reason: `There is no sample photo '${id}'.` } });
  const known = made.get(id);
  if (known) return known;
  const photo = make(sample);
  made.set(id, photo);
  photo.catch(() => made.delete(id));
  return photo;
};
