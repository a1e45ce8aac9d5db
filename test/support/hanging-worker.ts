/** A process that takes a job from the queue in the folder of its first argument, says so, and never finishes it. */
import { randomUUID } from 'node:crypto';
import { createEmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { openDatabase } from '../../src/storage/sqlite.ts';
import { message } from './made-up.ts';
import { answerJob } from './made-up-job.ts';
import { silentLog } from './silent-log.ts';

const db = openDatabase(process.argv[2] ?? '');
const queue = createEmbeddedQueue({ db, clock: systemClock, log: silentLog, newId: randomUUID });
await queue.add(answerJob('real-1'));
queue.process(async (job, { keepAnswer }) => {
  await keepAnswer(message('99'));
  process.stdout.write(`running ${job.key}\n`);
  await new Promise(() => {});
}, 1);
