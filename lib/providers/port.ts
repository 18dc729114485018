import type { TrafficAsset } from '@/lib/core/assets';
import type { CalendarDate } from '@/lib/core/calendar-date';
import type { Money } from '@/lib/core/money';
import type { HttpRequest, HttpResponse } from '@/lib/infra/http';

/**
 * The port: what every provider adapter offers to the domains. An adapter speaks upstream only: no database, no
 * session, no clock of its own. What a provider lacks is `null`, never a no-op.
 */
export type ProviderId = 'ipweb' | 'freebit' | 'ipidea';

/** Sends one request inside the connection's budget, time-out and breaker. Throws HttpFailure or ProviderError('budget'). Never retries. */
export type Transport = (request: Omit<HttpRequest, 'timeoutMs'> & { command: boolean }) => Promise<HttpResponse>;

/** Keeps a short-lived key (Freebit's authKey) for all processes; `refresh` runs in one process at a time. */
export type KeyStore = {
  read(): Promise<string | null>;
  /** Replaces `stale` by a fresh key; a caller that lost the race gets the winner's key. */
  refresh(stale: string | null, fetchKey: () => Promise<string>): Promise<string>;
};

export type ConnectionSettings = {
  timeZone: string;
  requestsPerMinute: number;
  recordLagMinutes: number;
  /** IPWeb only: base of `/api/agent/*` where it differs. */
  agentBaseUrl?: string | undefined;
  /** Freebit only. */
  recentDaysOrder?: 'newest_first' | 'oldest_first' | undefined;
  kbBytes?: 1000 | 1024 | undefined;
  bodyEncoding?: 'form' | 'json' | undefined;
  refreshCooldownMinutes?: number | undefined;
  /** IPIDEA only. */
  credentialsIn?: 'form' | 'query' | undefined;
};

/** All an adapter is made of. Credentials are in clear only here and never leave it. */
export type AdapterInput = {
  baseUrl: string;
  credentials: Readonly<Record<string, string>>;
  settings: ConnectionSettings;
  transport: Transport;
  keyStore: KeyStore;
  now: () => Date;
};

export type AccountKind = 'customer' | 'sim' | 'share_group' | 'pool';

export type UpstreamAccountRow = {
  externalId: string;
  externalName: string | null;
  kind: AccountKind;
  /** Traffic left and ever recharged, in the provider's usage asset; null where it does not say. */
  residual: bigint | null;
  recharged: bigint | null;
  restricted: boolean;
};

/** One account and provider day. Amounts are integers of the provider's usage asset. */
export type UsageRow = {
  externalId: string;
  externalName: string | null;
  day: CalendarDate;
  upload: bigint | null;
  download: bigint | null;
  total: bigint;
};

export type Page<Row> = {
  rows: Row[];
  /** Rows seen so far and rows that the provider says there are. */
  done: number;
  total: number;
  /** Where to go on after this page was stored; null on the last one. */
  next: PageToken | null;
};

/** `total` is what the provider stated: where it has moved since, the adapter reads from page 1 again. */
export type PageToken = { page: number; total: number };

export type UsageWindow = { from: CalendarDate; to: CalendarDate };

export type AgentTotalRow = {
  day: CalendarDate;
  stream: 'standard' | 'nni';
  upload: bigint | null;
  download: bigint | null;
  total: bigint;
};

export type PoolBalance = {
  pool: string;
  recharged: bigint | null;
  consumed: bigint | null;
  residual: bigint;
};

export type RecordKind = 'recharge' | 'consumption' | 'recharge_for_me' | 'isp' | 'datacenter' | 'flow' | 'mobile_flow';

/** One line of a provider's own list. `identity` is unique within the connection and kind: its own id, or tuple plus ordinal. */
export type ProviderRecordRow = {
  kind: RecordKind;
  identity: string;
  /** The provider's order number where it has one. */
  externalOrderId: string | null;
  /** The account it is about, where it says so. */
  externalAccountId: string | null;
  externalAccountName: string | null;
  /** Signed, in `asset`; null where the record is not about traffic. */
  amount: bigint | null;
  asset: TrafficAsset | null;
  money: Money | null;
  operator: string | null;
  /** Our reference where the provider gives it back (`remark`, `quotaCode`). */
  reference: string | null;
  at: Date;
  description: string | null;
  raw: Record<string, unknown>;
};

/** What became of a command. Only a recognised answer is accepted, duplicate or rejected; all else is unknown. */
export type CommandOutcome = {
  outcome: 'accepted' | 'duplicate' | 'rejected' | 'unknown';
  /** The provider's order number where it returns one. */
  providerOrderId: string | null;
  providerCode: string | null;
  /** The provider's words, or why we could not recognise an answer; bounded, without secrets. */
  message: string;
  /** IPs that an accepted order brought, where the answer names them. */
  delivered?: number | null;
  /** False only where it is certain that nothing left this machine. */
  sent: boolean;
  /** Set where our own request budget kept the call back: seconds until it has room again. Nothing was sent then. */
  waitSeconds?: number;
  /** Set when the refusal says that our credentials are wrong. */
  unauthorized: boolean;
  /** What was sent and answered, redacted, for the attempt's record. */
  request: string;
  response: string | null;
};

export type IpProduct = 'isp' | 'static';
export type IpDuration = 'week' | 'month' | 'quarter';

export type TopUpInput = { externalId: string; gb: bigint; reference: string };
export type DeductInput = { externalId: string; gb: bigint };
export type IpOpenInput = {
  product: IpProduct;
  region: string;
  duration: IpDuration;
  quantity: number;
  poolTag: string | null;
  remark: string;
};
export type IpRenewInput = { product: IpProduct; ips: string[]; duration: IpDuration; remark: string };

export type Command<Input> = {
  /** Sending again with the same reference cannot apply twice. */
  replaySafe: boolean;
  send(input: Input): Promise<CommandOutcome>;
};

type TrafficCommand<Input> = Command<Input> & {
  /** The asset that the order's amount is kept in. */
  asset: TrafficAsset;
};

export type SelfCheck = { name: string; ok: boolean; latencyMs: number; detail: string; errorKind: string | null };

/** What is declared about a provider; shown on the connection's card and checked by its self-test. */
export type ProviderFacts = {
  unitBase: string;
  dayBoundary: string;
  history: string;
  freshness: string;
  replaySafe: string[];
  notReplaySafe: string[];
  doubts: string[];
};

/** Usage of one account at a time, seldom (Freebit PA05-01). */
export type AccountUsageReading = {
  rows: UsageRow[];
  restricted: boolean;
  /** False for share groups: the provider gives no recent days, which is a gap and not a zero. */
  hasRecentDays: boolean;
  raw: Record<string, unknown>;
};

export type ProviderAdapter = {
  id: ProviderId;
  facts: ProviderFacts;
  usageAsset: TrafficAsset;
  defaultTimeZone: string;
  /** Read-only calls that prove address, credentials and shape. Never throws. */
  check(): Promise<SelfCheck[]>;
  accounts: { read(resume: PageToken | null): AsyncGenerator<Page<UpstreamAccountRow>> } | null;
  usage:
    | {
        mode: 'range';
        /** Of all accounts, or of one where `externalId` is given. */
        read(window: UsageWindow, resume: PageToken | null, externalId?: string): AsyncGenerator<Page<UsageRow>>;
      }
    | { mode: 'account'; read(externalId: string): Promise<AccountUsageReading> }
    /**
     * Usage of the whole connection per day, not per account (IPIDEA). `optional`: the provider does not answer it for
     * every account, and then a ProviderError `refused` or `malformed` is a gap and no failure of the sync.
     */
    | { mode: 'pool'; optional: boolean; read(window: UsageWindow): Promise<UsageRow[]> }
    | null;
  agentTotals: { read(window: UsageWindow): Promise<AgentTotalRow[]> } | null;
  /** `optional` as in usage: what does not answer is left out. */
  balances: { optional: boolean; read(): Promise<PoolBalance[]> } | null;
  /** Traffic left of one account, as proof around commands; null where the provider cannot tell. */
  residual: { read(externalId: string, externalName: string | null): Promise<bigint | null> } | null;
  records: {
    kinds: readonly RecordKind[];
    read(kind: RecordKind, window: UsageWindow): AsyncGenerator<Page<ProviderRecordRow>>;
  } | null;
  topUp: TrafficCommand<TopUpInput> | null;
  deduct: TrafficCommand<DeductInput> | null;
  ipOpen: Command<IpOpenInput> | null;
  ipRenew: Command<IpRenewInput> | null;
};
