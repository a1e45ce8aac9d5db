/** Connections to Redis for the queue: who waits for a server that is away and who does not, and what the log says about it. */
import { Redis, type RedisOptions } from 'ioredis';
import { TusouError } from '../domain/errors.ts';
import type { Clock, Log } from '../domain/ports.ts';

/** The two ways in which a queue talks to Redis, and what ends both. `call` runs work on `prompt` and rejects with `storage-down`. */
export interface RedisConnections {
  /** For those whom somebody waits for: a command fails when the server is away. */
  readonly prompt: Redis;
  /** For workers, which wait until the server is back. BullMQ makes a second one like it, to block on. */
  patient(): Redis;
  call<T>(work: () => Promise<T>): Promise<T>;
  /** Whether any connection is away, so that what else goes wrong needs no telling. */
  isDown(): boolean;
  close(): void;
}

/** How long a command may take: a platform waits three seconds for its answer (Slack's ack), so we must know by then. */
const COMMAND_MS = 2_500;
const CONNECT_MS = 2_500;

/** A server that comes back is found within this. */
const MAX_RECONNECT_MS = 1_000;

/** By the first word of Redis' own refusals; their texts may repeat what was sent, so they are never told. */
const REFUSALS: Readonly<Record<string, string>> = {
  NOAUTH: 'wants a password: put it into REDIS_URL',
  WRONGPASS: 'refuses the password in REDIS_URL',
  NOPERM: 'does not let this user do what a queue needs: give it all commands and keys',
  OOM: 'is out of memory: give it more, and keep maxmemory-policy at noeviction',
  READONLY: 'is a replica, which cannot be written: set REDIS_URL to the primary',
  MISCONF: 'cannot save its data and refuses to be written: look at its log and at its disk',
  LOADING: 'is still reading its data',
};

/** What went wrong, without anything that was sent. */
export const redisProblem = (error: unknown): string => {
  const { message = '', code, name } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const word = /^[A-Z]{2,}\b/.exec(message)?.[0] ?? '';
  if (REFUSALS[word]) return REFUSALS[word];
  if (name === 'ReplyError') return `refused a command (${word || 'no code'})`;
  return typeof code === 'string' ? `does not answer (${code})` : 'does not answer';
};

const storageDown = (error: unknown): TusouError =>
  error instanceof TusouError
    ? error
    : new TusouError('storage-down', { detail: `the server of REDIS_URL ${redisProblem(error)}` });

/** One line when the first connection goes, one when the last is back. */
const createOutage = (log: Log) => {
  const away = new Set<Redis>();
  return {
    isDown: () => away.size > 0,
    watch: (client: Redis): void => {
      const lose = (error?: Error): void => {
        if (away.size === 0) log.error({ reason: redisProblem(error) }, 'redis is away');
        away.add(client);
      };
      client.on('error', lose);
      client.on('close', () => lose());
      client.on('end', () => away.delete(client));
      client.on('ready', () => {
        if (away.delete(client) && away.size === 0) log.info({}, 'redis is back');
      });
    },
  };
};

/**
 * BullMQ reads this text for the server's version, and prints on the console when a server may throw jobs away. That belongs in the log.
 */
const tellingPolicy = (client: Redis, warn: (policy: string) => void): Redis => {
  const info = client.info.bind(client);
  const duplicate = client.duplicate.bind(client);
  const told = async (): Promise<string> => {
    const text = await info();
    const policy = /^maxmemory_policy:(\S+)/m.exec(text)?.[1];
    if (policy !== undefined && policy !== 'noeviction') warn(policy);
    return text.replace(/^maxmemory_policy:.*$/m, '');
  };
  return Object.assign(client, {
    // ioredis itself asks with a callback when it connects.
    info: (...given: unknown[]) => (given.length > 0 ? Reflect.apply(info, client, given) : told()),
    duplicate: (override?: Partial<RedisOptions>) => tellingPolicy(duplicate(override), warn),
  });
};

const once = <T>(work: (value: T) => void): ((value: T) => void) => {
  let done = false;
  return (value) => {
    if (!done) work(value);
    done = true;
  };
};

/** Connects to the server at once and for as long as it takes. `callMs` is how long a call may take in all, in the clock's time. */
export const connectRedis = (options: {
  url: string;
  clock: Clock;
  log: Log;
  callMs: number;
}): RedisConnections => {
  const { url, clock, log, callMs } = options;
  const outage = createOutage(log);
  const retryStrategy = (times: number): number => Math.min(times * 100, MAX_RECONNECT_MS);
  const connect = (more: Omit<RedisOptions, 'replyMapping'>): Redis => {
    const client = new Redis(url, { connectTimeout: CONNECT_MS, retryStrategy, ...more });
    outage.watch(client);
    return client;
  };
  const prompt = connect({
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS,
  });
  const patient: Redis[] = [];
  const warn = once((policy: string) => {
    const cure = 'set maxmemory-policy to noeviction, or jobs may be thrown away';
    log.warn({ policy, cure }, 'redis may forget jobs');
  });

  const ready = (signal: AbortSignal): Promise<void> =>
    prompt.status === 'ready'
      ? Promise.resolve()
      : new Promise((resolve) => {
          prompt.once('ready', resolve);
          signal.addEventListener('abort', () => prompt.off('ready', resolve), { once: true });
        });

  return {
    prompt,
    patient: () => {
      const client = tellingPolicy(connect({ maxRetriesPerRequest: null }), warn);
      patient.push(client);
      return client;
    },
    call: async (work) => {
      const over = new AbortController();
      try {
        const late = clock.sleep(callMs, over.signal).then(() => Promise.reject(new Error('late')));
        late.catch(() => {});
        return await Promise.race([ready(over.signal).then(work), late]);
      } catch (error) {
        throw storageDown(error);
      } finally {
        over.abort();
      }
    },
    isDown: outage.isDown,
    close: () => {
      for (const client of [prompt, ...patient]) client.disconnect();
    },
  };
};
