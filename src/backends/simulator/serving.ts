/** Everything that the simulator answers with: the demo marketplace and all protocols in which it can be asked. */
import type { RequestListener } from 'node:http';
import type { Clock } from '../../domain/ports.ts';
import { createDialectProtocols } from './dialects/index.ts';
import { createFaultTable } from './faults.ts';
import { type Arrival, createListener } from './http-server.ts';
import { createMarketplace } from './marketplace.ts';
import { createOneboundProtocol } from './onebound/index.ts';
import { createOpenPlatformProtocol } from './open-platform.ts';
import { createPcWebProtocol } from './pc-web/index.ts';
import { createPictureShelf } from './picture-shelf.ts';

/** `url` is where the listener will be heard; `qps` calls a second are borne; every call is written into `arrivals`. */
export type ServingParts = {
  readonly url: string;
  readonly clock: Clock;
  readonly qps: number;
  readonly random: () => number;
  readonly arrivals: Arrival[];
};

/** `warmUp` reads what the first search needs, some 100 ms of work. */
export type Serving = { readonly listener: RequestListener; warmUp(): void };

/** Makes the listener of a simulator. */
export const createServing = ({ url, clock, qps, random, arrivals }: ServingParts): Serving => {
  const marketplace = createMarketplace({ url, clock, random });
  const listener = createListener({
    marketplace,
    protocols: [
      ...createDialectProtocols({ clock, qps }),
      createOpenPlatformProtocol({ clock, qps }),
      createOneboundProtocol({ clock }),
      createPcWebProtocol({ clock, qps }),
    ],
    pictures: createPictureShelf(marketplace.catalogue),
    faults: createFaultTable(),
    arrivals,
  });
  return { listener, warmUp: () => void marketplace.catalogue.features() };
};
