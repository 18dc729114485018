import { systemContext } from '@/lib/core/actor';
import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { createOrder } from '../index';
import { createOrderInput } from '../schemas';

// A process of its own for the fault matrix: makes one order and dies at the step that GIGATILL_FAILPOINT names.
const [key = '', body = '{}'] = process.argv.slice(2);
const { order } = await createOrder(systemContext('test'), createOrderInput.parse(JSON.parse(body)), {
  idempotencyKey: key,
});
process.stdout.write(order.status);
await closeJobs();
await closeDb();
