/** A process that works on the queue in the folder of its first argument, prints the key of each job, and ends when none is left. */
import { randomUUID } from 'node:crypto';
import { createEmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { silentLog } from './silent-log.ts';

const db = openDatabase(process.argv[2] ?? '');
const queue = createEmbeddedQueue({ db, clock: systemClock, log: silentLog, newId: randomUUID });

const isEmpty = async (): Promise<boolean> => {
  const { waiting, running } = await queue.counts();
  return waiting + running === 0;
};

queue.process(async (job) => void process.stdout.write(`${job.key}\n`), 4);
while (!(await isEmpty())) await systemClock.sleep(20);
await queue.close(systemClock.now());
db.close();
