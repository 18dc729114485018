import { closeDb } from '@/lib/infra/db';
import { closeJobs } from '@/lib/infra/jobs';
import { runAutoTopUps } from '../index';

// A process of its own for the tests: looks at every rule and dies at the step that GIGATILL_FAILPOINT names.
await runAutoTopUps();
await closeJobs();
await closeDb();
