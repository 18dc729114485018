import type { OpenAlertsDto } from '@/lib/alerts/schemas';
import type { ConnectionDto } from '@/lib/connections/schemas';
import type { WalletDto } from '@/lib/ledger/schemas';
import type { OrderDto } from '@/lib/orders/schemas';
import type { BalancesDto } from '@/lib/usage/schemas';
import type { DryAccountDto, OutageDto, SourcesDto } from './schemas';

export type { DryAccountDto, OutageDto, SourceDto, SourcesDto } from './schemas';

/** The morning board: what somebody has to look at, confined to what the actor may see. */
export type OverviewDto = {
  sources: SourcesDto;
  outages: OutageDto[];
  dry: { data: DryAccountDto[]; more: boolean };
  unknownOrders: { data: OrderDto[]; more: boolean };
  waitingOrders: { data: OrderDto[]; more: boolean };
  /** Differences from the providers' records that nobody has settled; null for agents. */
  discrepancies: { open: number; oldest: { connectionId: string; foundAt: string } | null } | null;
  /** Admins and viewers only, else empty. */
  connections: ConnectionDto[];
  pools: BalancesDto['data'];
  /** An agent's own, else null. */
  wallet: WalletDto | null;
  /** Thresholds that accounts, or pools of ours, are below. */
  alerts: OpenAlertsDto;
};
