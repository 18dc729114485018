import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { runBulk } from '../index';

// A process of its own for the tests: runs a job and dies at the step that GIGATILL_FAILPOINT names.
await runBulk(Number(process.argv[2]));
await closeJobs();
await closeDb();
