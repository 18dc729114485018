import fc from 'fast-check';
import type { Context } from '@/lib/core/actor';
import { FAULTS, type Fault, type ModelOrder } from './order-model';

/** What may happen to orders: the events of the state machine's test, drawn at random. */

export type Known = ModelOrder & { id: number; reference: string; gb: bigint; cents: bigint; key: string; by: Context };
export type Create = { kind: 'create'; type: 'top_up' | 'deduct'; large: boolean; copies: number };
export type Event =
  | Create
  | { kind: 'create again'; pick: number; otherBody: boolean }
  | { kind: 'submit'; pick: number; fault: Fault; copies: number }
  | { kind: 'die'; pick: number; fault: Fault; afterCall: boolean }
  | { kind: 'sweep'; seconds: number; fault: Fault }
  | { kind: 'prove'; seconds: number }
  | { kind: 'retry'; pick: number; fault: Fault }
  | { kind: 'approve' | 'cancel' | 'resolve'; pick: number };

const pick = fc.nat(30);
const fault = fc.constantFrom(...(Object.keys(FAULTS) as Fault[]));
// A refusal of what the provider did before would be its lie: many orders at once are never refused.
const faultForMany = fc.constantFrom<Fault>('none', 'none', 'refuse', 'error_before', 'apply_then_drop');
const seconds = fc.constantFrom(0, 35, 100);
const copies = fc.constantFrom(1, 2);
/** What may happen next; `pick` says to which order. */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('create' as const),
      type: fc.constantFrom('top_up', 'deduct'),
      large: fc.constantFrom(true, false, false, false),
      copies,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('create again' as const), pick, otherBody: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('submit' as const), pick, fault, copies }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('die' as const), pick, fault, afterCall: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), seconds, fault: faultForMany }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('prove' as const), seconds }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('retry' as const), pick, fault }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('approve', 'cancel', 'resolve'), pick }) },
);

/** In which state an order must be for an event to do something. */
export const MEANT_FOR: Partial<Record<Event['kind'], ModelOrder['status']>> = {
  submit: 'queued',
  die: 'queued',
  cancel: 'queued',
  approve: 'awaiting_approval',
  retry: 'unknown',
  resolve: 'unknown',
};
