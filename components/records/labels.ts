import type { ProviderRecordDto } from '@/lib/reconciliation/schemas';

export type RecordKind = ProviderRecordDto['kind'];

/** What each of the providers' lists is, in a few words. */
export const KIND_LABEL: Record<RecordKind, string> = {
  recharge: 'Recharge',
  consumption: 'Consumption',
  recharge_for_me: 'Recharged to us',
  isp: 'ISP IP order',
  datacenter: 'Static IP order',
  flow: 'Flow package',
  mobile_flow: 'Mobile flow package',
};

/** The kinds that each provider keeps. */
export const KINDS_OF: Record<'ipweb' | 'freebit' | 'ipidea', readonly RecordKind[]> = {
  ipweb: ['recharge', 'consumption', 'recharge_for_me'],
  freebit: [],
  ipidea: ['isp', 'datacenter', 'flow', 'mobile_flow'],
};
