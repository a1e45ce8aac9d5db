/** The workspaces into which the app was installed by its own page: who we are there, and the token for it. */
import { z } from 'zod';
import { type Clock, type Locks, type Store, TusouError, takeLock } from '#service';

const installationSchema = z.object({
  team: z.string(),
  token: z.string(),
  botId: z.string(),
  botUserId: z.string(),
  atMs: z.number(),
});

/** An installation. `atMs` is when it was made, in ms since the epoch. The token is a secret. */
export type Installation = z.infer<typeof installationSchema>;

/** What keeping installations needs. The store should wait for the disk: a token cannot be had again. */
export type InstallationsParts = { readonly store: Store; readonly locks: Locks; readonly clock: Clock };

/** The list of all teams, which a store cannot give by itself. */
const TEAMS = 'slack:teams';

const keyOf = (team: string): string => `slack:installation:${team}`;

/** Opens the installations; all processes see the same. */
export const createInstallations = ({ store, locks, clock }: InstallationsParts) => {
  const teams = async (): Promise<string[]> => (await store.get<string[]>(TEAMS)) ?? [];

  const changeTeams = async (change: (teams: string[]) => string[]): Promise<void> => {
    const lock = await takeLock({ locks, clock, giveUpAfterMs: 5_000 }, TEAMS);
    try {
      await store.set(TEAMS, change(await teams()));
    } finally {
      await lock.release();
    }
  };

  const of = async (team: string): Promise<Installation | null> =>
    installationSchema.safeParse(await store.get(keyOf(team))).data ?? null;

  return {
    of,
    /** Keeps an installation in place of an earlier one of the same workspace. Throws `storage-down` when it could not be written. */
    keep: async (installation: Installation): Promise<void> => {
      const { team, token } = installation;
      await store.set(keyOf(team), installation);
      // Stores swallow their failures, and here nobody could do it again.
      if ((await of(team))?.token !== token) throw new TusouError('storage-down');
      await changeTeams((known) => [...known.filter((one) => one !== team), team]);
    },
    /** Forgets a workspace that took the app out. False when it is not known. */
    forget: async (team: string): Promise<boolean> => {
      const was = await store.delete(keyOf(team));
      await changeTeams((known) => known.filter((one) => one !== team));
      return was;
    },
    all: async (): Promise<Installation[]> =>
      (await Promise.all((await teams()).map(of))).filter((installation) => installation !== null),
  };
};

/** All installations. */
export type Installations = ReturnType<typeof createInstallations>;
