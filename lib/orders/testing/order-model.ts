import type { OrderStatus } from '../schemas';

/** What a call to the provider may meet: whether it takes effect, and what of the answer comes back. */
export const FAULTS = {
  none: { applies: true, answer: 'accepted' },
  reject: { applies: false, answer: 'rejected' },
  refuse: { applies: false, answer: 'lost' },
  error_before: { applies: false, answer: 'lost' },
  apply_then_drop: { applies: true, answer: 'lost' },
  error_after: { applies: true, answer: 'lost' },
  truncate: { applies: true, answer: 'lost' },
} as const;
export type Fault = keyof typeof FAULTS;

/** One order as the model knows it. `applied` is read from the provider's own ledger, never from ours. */
export type ModelOrder = {
  type: 'top_up' | 'deduct';
  status: OrderStatus;
  applied: number;
  /** The provider refused the last call. */
  refused: boolean;
};

export type Act =
  | { kind: 'submit' | 'retry'; fault: Fault }
  | { kind: 'die' }
  | { kind: 'sweep'; seconds: number; fault: Fault }
  | { kind: 'prove' }
  | { kind: 'approve' | 'cancel' | 'resolve' };

/** Every step that an order may take; the first one leads from nothing. */
export const LEGAL: Record<OrderStatus | 'new', readonly OrderStatus[]> = {
  new: ['awaiting_approval', 'queued'],
  awaiting_approval: ['queued', 'cancelled'],
  queued: ['submitting', 'cancelled'],
  /** Back to `queued` only where our own request budget kept the call back. */
  submitting: ['succeeded', 'rejected', 'unknown', 'queued'],
  unknown: ['succeeded', 'rejected'],
  succeeded: [],
  rejected: [],
  cancelled: [],
};

function firstAnswer(fault: Fault): OrderStatus {
  const { answer } = FAULTS[fault];
  return answer === 'accepted' ? 'succeeded' : answer === 'rejected' ? 'rejected' : 'unknown';
}

/** Sent again under its reference: an answer settles it; one refusal alone does not, since an earlier call may have landed. */
function replayed(order: ModelOrder, fault: Fault): OrderStatus[] {
  if (FAULTS[fault].answer === 'accepted') return ['unknown', 'succeeded'];
  return FAULTS[fault].answer === 'rejected' && order.refused ? ['unknown', 'rejected'] : ['unknown'];
}

function truth({ applied }: ModelOrder): OrderStatus {
  return applied > 0 ? 'succeeded' : 'rejected';
}

function afterSweep(order: ModelOrder, seconds: number, fault: Fault): OrderStatus[] {
  switch (order.status) {
    case 'queued':
      return seconds > 30 ? [firstAnswer(fault)] : ['queued', firstAnswer(fault)];
    case 'submitting':
      return seconds > 30 ? ['unknown'] : ['submitting', 'unknown'];
    case 'unknown':
      return order.type === 'top_up' ? replayed(order, fault) : ['unknown'];
    default:
      return [order.status];
  }
}

/** The states that an order may be in after an act upon it, or `refused` where the act must be turned down. */
export function after(order: ModelOrder, act: Act): readonly OrderStatus[] | 'refused' {
  const { status, type } = order;
  switch (act.kind) {
    case 'submit':
      return [status === 'queued' ? firstAnswer(act.fault) : status];
    case 'die':
      return [status === 'queued' ? 'submitting' : status];
    case 'sweep':
      return afterSweep(order, act.seconds, act.fault);
    case 'prove':
      return status === 'unknown' && type === 'deduct' ? ['unknown', truth(order)] : [status];
    case 'approve':
      return status === 'awaiting_approval' ? ['succeeded'] : 'refused';
    case 'cancel':
      return status === 'awaiting_approval' || status === 'queued' ? ['cancelled'] : 'refused';
    case 'retry':
      return status === 'unknown' && type === 'top_up' ? replayed(order, act.fault) : 'refused';
    case 'resolve':
      return status === 'unknown' ? [truth(order)] : 'refused';
  }
}
