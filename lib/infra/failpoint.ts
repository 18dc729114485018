import 'server-only';
import { env } from './env';

/** Every step at which a test may kill the process; the fault matrix walks this list. */
export const FAILPOINTS = [
  'order.inserting',
  'order.inserted',
  'order.claiming',
  'order.claimed',
  'order.answered',
  'order.recording',
  'order.recorded',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Where a test asks for it, the process dies here as by a power cut: nothing is finished, nothing is told. */
export function failpoint(name: Failpoint): void {
  if (env().failpoint === name) process.kill(process.pid, 'SIGKILL');
}
