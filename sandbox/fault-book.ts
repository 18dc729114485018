import { z } from 'zod';
import type { ProviderName } from './provider-api';

const kinds = [
  'refuse',
  'reject',
  'delay',
  'apply_then_hang',
  'apply_then_drop',
  'error_before',
  'error_after',
  'truncate',
  'wrong_type',
  'html',
  'expired_token',
  'lag_records',
  'move_total',
  'status',
] as const;

/** What `POST /control/faults` takes. */
export const faultRuleSchema = z.strictObject({
  match: z.strictObject({
    provider: z.enum(['ipweb', 'freebit', 'ipidea']).optional(),
    /** Part of the path. */
    path: z.string().default(''),
    /** Part of the query or body, e.g. a customer id. */
    contains: z.string().optional(),
    /** Fires at the nth matching call from now. */
    nth: z.number().int().min(1).default(1),
    /** For how many calls from then on; -1 until cleared. Default 1, for `lag_records` -1. */
    times: z.number().int().min(-1).optional(),
  }),
  fault: z.strictObject({
    kind: z.enum(kinds),
    /** How long `delay` waits. */
    ms: z.number().min(0).optional(),
    /** How young an effect `lag_records` hides; without it everything made by calls. */
    minutes: z.number().min(0).optional(),
    status: z.number().int().min(100).max(599).optional(),
    /** The body of `status`, `html` and the errors: text, or JSON. */
    body: z.json().optional(),
    /** Whether the call takes effect, where the kind leaves it open. */
    apply: z.boolean().optional(),
  }),
});

type FaultRule = z.infer<typeof faultRuleSchema>;
export type Fault = FaultRule['fault'];

interface Armed {
  id: number;
  rule: FaultRule;
  seen: number;
  fired: number;
}

/** The scripted faults. They live in memory: a restart of the sandbox begins without any. */
export class FaultBook {
  #armed: Armed[] = [];
  #nextId = 1;

  add(rule: FaultRule): number {
    this.#armed.push({ id: this.#nextId, rule, seen: 0, fired: 0 });
    this.#nextId += 1;
    return this.#nextId - 1;
  }

  clear(): number {
    const count = this.#armed.length;
    this.#armed = [];
    return count;
  }

  list(): { id: number; rule: FaultRule; seen: number; fired: number }[] {
    return this.#armed.map((armed) => ({ ...armed }));
  }

  /** Counts a call and says which faults it gets: at most one of its own, and the record lag in force. */
  take(provider: ProviderName, path: string, content: string): { fault: Fault | null; recordLagMs: number } {
    let fault: Fault | null = null;
    let recordLagMs = 0;
    for (const armed of this.#armed) {
      const { match } = armed.rule;
      if (match.provider !== undefined && match.provider !== provider) continue;
      if (!path.includes(match.path) || (match.contains !== undefined && !content.includes(match.contains))) continue;
      armed.seen += 1;
      const lag = armed.rule.fault.kind === 'lag_records';
      const times = match.times ?? (lag ? -1 : 1);
      if (armed.seen < match.nth || (times >= 0 && armed.fired >= times) || (!lag && fault !== null)) continue;
      armed.fired += 1;
      if (lag) recordLagMs = Math.max(recordLagMs, (armed.rule.fault.minutes ?? 1e9) * 60_000);
      else fault = armed.rule.fault;
    }
    return { fault, recordLagMs };
  }
}
