/** All workspaces that the app is in: that of `SLACK_BOT_TOKEN`, and those into which it was installed by its own page. */
import type { ReceiverEvent } from '@slack/bolt';
import { asTusouError, type Inbound, type Log, TusouError } from '#service';
import { teamIn } from './address.ts';
import type { Installation, Installations } from './installations.ts';
import { readEvent } from './teams.ts';
import type { Workspace } from './workspace.ts';

/** What finding workspaces needs. `home` is the workspace of `SLACK_BOT_TOKEN`; `open` makes one of an installation. */
export type WorkspacesParts = {
  readonly home: Workspace | null;
  readonly installations: Installations | null;
  readonly open: (installation: Installation) => Workspace;
  readonly log: Log;
};

/** Makes the functions that find the workspace of an id or of an event. */
export const createWorkspaces = ({ home, installations, open, log }: WorkspacesParts) => {
  const opened = new Map<string, { readonly token: string; readonly workspace: Workspace }>();

  /** An installation is looked up each time: another process may have made or forgotten it meanwhile. */
  const installed = async (team: string): Promise<Workspace | null> => {
    const installation = (await installations?.of(team)) ?? null;
    const known = opened.get(team);
    if (installation === null) {
      opened.delete(team);
      return null;
    }
    if (known?.token === installation.token) return known.workspace;
    const workspace = open(installation);
    opened.set(team, { token: installation.token, workspace });
    return workspace;
  };

  /** Whether the home is among these teams. It is not where Slack refuses its token: the others must not suffer for that. */
  const isHome = async (workspace: Workspace, teams: readonly string[]): Promise<boolean> => {
    // Without installations there is one workspace, and Slack sends us no others' events.
    if (!installations) return true;
    try {
      return teams.includes((await workspace.identify()).team);
    } catch (error) {
      if (asTusouError(error).code === 'config-invalid') return false;
      throw error;
    }
  };

  const among = async (teams: readonly string[]): Promise<Workspace | null> => {
    if (home && (await isHome(home, teams))) return home;
    for (const team of teams) {
      const workspace = await installed(team);
      if (workspace) return workspace;
    }
    return null;
  };

  /** Forgets a workspace that took the app out, unless it has installed it anew since then. */
  const forget = async (teams: readonly string[], atMs: number): Promise<void> => {
    for (const team of teams) {
      const installation = await installations?.of(team);
      if (!installation || installation.atMs > atMs) continue;
      await installations?.forget(team);
      log.info({ team }, 'slack workspace took the app out');
    }
  };

  return {
    /** Resolves when nothing is under way in any workspace that nobody waits for. */
    settled: async (): Promise<void> => {
      const all = [home, ...[...opened.values()].map(({ workspace }) => workspace)];
      await Promise.all(all.map((workspace) => workspace?.settled()));
    },
    /** The workspace of a conversation's or file's id. Throws `chat-forbidden` when the app is not in it. */
    of: async (id: string): Promise<Workspace> => {
      const team = teamIn(id);
      const workspace = team === null ? home : await installed(team);
      if (workspace) return workspace;
      throw new TusouError('chat-forbidden', { detail: 'Slack: the app is not installed in this workspace' });
    },
    /** Hands an event to its workspace. One of a workspace that the app is not in is acknowledged: sending it again would not help. */
    hear: async (event: ReceiverEvent, receive: (inbound: Inbound) => Promise<void>): Promise<void> => {
      const { teams, goodbyeMs } = readEvent(event.body);
      if (goodbyeMs !== null) {
        await forget(teams, goodbyeMs);
        return event.ack();
      }
      const workspace = await among(teams);
      if (workspace) return workspace.hear(event, receive);
      log.warn({ team: teams[0] ?? null }, 'slack event of a workspace that the app is not installed in');
      return event.ack();
    },
  };
};
