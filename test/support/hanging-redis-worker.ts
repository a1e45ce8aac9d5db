/** A process that takes a job from the queue in Redis below the prefix of its second argument, says so, and never finishes it. */
import { createBullmqQueue } from '../../src/jobs/bullmq-queue.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { message } from './made-up.ts';
import { answerJob } from './made-up-job.ts';
import { silentLog } from './silent-log.ts';

const [, , url = '', prefix = ''] = process.argv;
const queue = createBullmqQueue({ url, prefix, clock: systemClock, log: silentLog });
await queue.add(answerJob('real-1'));
queue.process(async (job, { keepAnswer }) => {
  await keepAnswer(message('99'));
  process.stdout.write(`running ${job.key}\n`);
  await new Promise(() => {});
}, 1);
