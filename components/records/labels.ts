import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';

export type RecordKind = ProviderRecordDto['kind'];

/** The kinds that each provider keeps. */
export const KINDS_OF: Record<'ipweb' | 'freebit' | 'ipidea', readonly RecordKind[]> = {
  ipweb: ['recharge', 'consumption', 'recharge_for_me'],
  freebit: [],
  ipidea: ['isp', 'datacenter', 'flow', 'mobile_flow'],
};
