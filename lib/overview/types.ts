import type { ConnectionDto } from '@/lib/connections/schemas';
import type { SalesDto } from '@/lib/costs/schemas';
import type { LastCheckDto, WalletDto } from '@/lib/ledger/schemas';
import type { OrderDto } from '@/lib/orders/schemas';
import type { AttentionItem } from './attention-schemas';
import type { DryAccountDto, SourcesDto } from './schemas';

export type { DryAccountDto, OutageDto, SourceDto, SourcesDto } from './schemas';

/** A pool of ours, as the provider states it. */
export type PoolDto = {
  connectionId: string;
  connectionName: string | null;
  pool: string;
  residualBytes: number;
  rechargedBytes: number | null;
  byteBase: 1000 | 1024;
  /** How long it lasts at the pace of the last final days, in days at one decimal. */
  daysOfCover: number | null;
  /** What can still be sold from it, below zero where more was sold than is there; null where nothing is sold from it. */
  sellableBytes: number | null;
  asOf: string;
};

/** The morning board: what somebody has to look at, confined to what the actor may see. */
export type OverviewDto = {
  sources: SourcesDto;
  attention: AttentionItem[];
  /** When all of it was looked at. */
  at: string;
  dry: { data: DryAccountDto[]; more: boolean };
  unknownOrders: { data: OrderDto[]; more: boolean };
  waitingOrders: { data: OrderDto[]; more: boolean };
  /** What was sold; for an agent what it has spent. */
  sales: SalesDto;
  /** An agent's own, else null. */
  wallet: WalletDto | null;
  /** Admins and viewers only, else null. */
  house: { connections: ConnectionDto[]; pools: PoolDto[]; check: LastCheckDto } | null;
};
