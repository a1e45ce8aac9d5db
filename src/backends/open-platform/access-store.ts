/** Where tokens are kept. */
import type { Store } from '../../domain/ports.ts';
import type { Stores } from '../../storage/keyv-sqlite.ts';

/** Opens the store that holds tokens. They last: 1688 gives a prolonged authorisation once, and the one before it is void. */
export const accessStore = (stores: Stores): Store => stores('open-platform', 'lasting');
