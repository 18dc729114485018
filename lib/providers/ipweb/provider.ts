import { addDays, dayIn } from '@/lib/core/calendar-date';
import { PROVIDER_CATALOG } from '../catalog';
import { ProviderError } from '../errors';
import { inPages, type Listing, readPages, readWhole } from '../paging';
import type {
  AdapterInput,
  Page,
  PageToken,
  ProviderAdapter,
  ProviderRecordRow,
  RecordKind,
  UsageWindow,
} from '../port';
import { runCheck } from '../reading';
import { malformed } from '../shape';
import {
  createWire,
  customerList,
  deductionFlow,
  FLOW_REPORT_PAGE_SIZE,
  flowReport,
  getFlowConsumeDetail,
  getFlowTotalFull,
  getNNIFlowConsumeDetail,
  LIST_PAGE_SIZE,
  myRechargeFlowList,
  type RechargeLine,
  rechargeFlowListForMe,
  rechargeTrafficCount,
  type Wire,
} from './client';
import {
  type DatedLine,
  kindOf,
  lineKey,
  mergeLists,
  recordsOf,
  sameUsage,
  toAccount,
  toDatedLine,
  toNniTotals,
  toPoolBalances,
  toStandardTotals,
  toUsage,
  usageKey,
} from './mapper';
import { GIVEN } from './schemas';

const INFO = PROVIDER_CATALOG.ipweb;

function unstable(endpoint: string) {
  return (reason: string) => malformed({ provider: 'IPWeb', endpoint }, 'data.total', `${reason}, on every attempt`);
}

/** `customer/list` is not in the seed: where a host does not have it, there is nothing to read, and accounts come from usage. */
async function* readAccounts(wire: Wire, resume: PageToken | null, userName: string | null = null) {
  try {
    yield* readAccountPages(wire, resume, userName);
  } catch (error) {
    if (!(error instanceof ProviderError && error.notOffered)) throw error;
  }
}

function readAccountPages(wire: Wire, resume: PageToken | null, userName: string | null) {
  return readPages({
    fetch: async (page) => {
      const { rows, total } = await customerList(wire, { page, userName });
      return { rows: rows.map(toAccount), total };
    },
    keyOf: (row) => row.externalId,
    equal: (a, b) => a.residual === b.residual && a.recharged === b.recharged && a.externalName === b.externalName,
    pageSize: LIST_PAGE_SIZE,
    resume,
    unstable: unstable('customer/list'),
  });
}

function readUsage(wire: Wire, window: UsageWindow, resume: PageToken | null, customerId: string | null) {
  return readPages({
    fetch: async (page) => {
      const { rows, total } = await flowReport(wire, { page, customerId, window });
      return { rows: rows.map((row, index) => toUsage(row, index, window)), total };
    },
    keyOf: usageKey,
    equal: sameUsage,
    pageSize: FLOW_REPORT_PAGE_SIZE,
    resume,
    unstable: unstable('flowReport'),
  });
}

/** Traffic left of one customer: by its name where we know it, else by looking through all. Null: it is not ours. */
async function readResidual(wire: Wire, externalId: string, externalName: string | null): Promise<bigint | null> {
  // The name may have changed since, or match only in part: the id decides, and without a hit all are looked through.
  for (const userName of externalName === null ? [null] : [externalName, null]) {
    for await (const page of readAccounts(wire, null, userName)) {
      const found = page.rows.find((row) => row.externalId === externalId);
      if (found) return found.residual;
    }
  }
  return null;
}

function wholeList(
  endpoint: 'myRechargeFlowList' | 'rechargeFlowListForMe',
  window: UsageWindow,
  timeZone: string,
  fetch: (page: number) => Promise<Listing<RechargeLine>>,
): Promise<DatedLine[]> {
  return readWhole<DatedLine>({
    fetch: async (page) => {
      const { rows, total } = await fetch(page);
      return { rows: rows.map((line, index) => toDatedLine(endpoint, line, index, window, timeZone)), total };
    },
    keyOf: lineKey,
    unstable: unstable(endpoint),
  });
}

/**
 * Recharges come from the list of type 0. Consumption comes from the list of type 1 and from what the list of type 0
 * holds besides recharges, each line once; so no line is ever of both kinds, or of one kind twice. Where the filter
 * `type` is ignored, the list of type 1 holds the recharges, too; what only it has, and is not called 充值, is
 * consumption however it is signed: no line goes missing, since a missing one would prove that a deduct did not land.
 */
async function readLines(wire: Wire, kind: RecordKind, window: UsageWindow, timeZone: string): Promise<DatedLine[]> {
  if (kind === 'recharge_for_me') {
    return wholeList('rechargeFlowListForMe', window, timeZone, (page) =>
      rechargeFlowListForMe(wire, { page, window }),
    );
  }
  const mine = (type: 0 | 1) =>
    wholeList('myRechargeFlowList', window, timeZone, (page) => myRechargeFlowList(wire, { page, type, window }));
  const isConsumption = ({ row }: DatedLine) => kindOf(row) === 'consumption';
  if (kind === 'recharge') return (await mine(0)).filter((line) => !isConsumption(line));
  const typeOne = await mine(1); // read first: what is in both is then surely in the second
  const typeZero = await mine(0);
  const recharges = typeZero.filter((line) => !isConsumption(line));
  const onlyInOne = mergeLists(recharges, typeOne)
    .slice(recharges.length)
    .filter((line) => isConsumption(line) || line.row.typeDesc !== GIVEN);
  return mergeLists(onlyInOne, typeZero.filter(isConsumption));
}

async function* readRecords(
  wire: Wire,
  kind: RecordKind,
  window: UsageWindow,
  timeZone: string,
): AsyncGenerator<Page<ProviderRecordRow>> {
  const toRows = recordsOf(kind);
  // A page at a time: of a long list, lines and records at once would be twice as much to hold.
  for await (const page of inPages(await readLines(wire, kind, window, timeZone), FLOW_REPORT_PAGE_SIZE)) {
    yield { ...page, rows: toRows(page.rows) };
  }
}

/** IPWeb (and 006IP, the same product). All capabilities but IP orders. */
export function createIpwebAdapter(input: AdapterInput): ProviderAdapter {
  const wire = createWire(input);
  const { timeZone } = input.settings;
  const yesterday = () => addDays(dayIn(timeZone, input.now()), -1);
  return {
    id: 'ipweb',
    facts: INFO.facts,
    usageAsset: 'IPWEB_MB',
    defaultTimeZone: INFO.defaultTimeZone,
    async check() {
      return [
        await runCheck('customer/list', input.now, async () => {
          return customerList(wire, { page: 1, userName: null }).then(
            ({ total }) => `${total} customers.`,
            (error: unknown) => {
              if (error instanceof ProviderError && error.notOffered)
                return 'Not offered here: accounts come from usage.';
              throw error;
            },
          );
        }),
        await runCheck('flowReport', input.now, async () => {
          const window = { from: yesterday(), to: yesterday() };
          const { total } = await flowReport(wire, { page: 1, customerId: null, window });
          return `${total} usage rows for ${window.from}.`;
        }),
        await runCheck('getFlowTotalFull', input.now, async () => {
          const pools = toPoolBalances(await getFlowTotalFull(wire));
          return `${pools.length} pools.`;
        }),
      ];
    },
    accounts: { read: (resume) => readAccounts(wire, resume) },
    usage: {
      mode: 'range',
      read: (window, resume, externalId) => readUsage(wire, window, resume, externalId ?? null),
    },
    agentTotals: {
      async read(window) {
        const standard = toStandardTotals(await getFlowConsumeDetail(wire, window), window);
        return [...standard, ...toNniTotals(await getNNIFlowConsumeDetail(wire, window), window)];
      },
    },
    balances: { optional: false, read: async () => toPoolBalances(await getFlowTotalFull(wire)) },
    residual: { read: (externalId, externalName) => readResidual(wire, externalId, externalName) },
    records: {
      kinds: ['recharge', 'consumption', 'recharge_for_me'],
      read: (kind, window) => readRecords(wire, kind, window, timeZone),
    },
    topUp: { replaySafe: true, asset: 'IPWEB_MB', send: (order) => rechargeTrafficCount(wire, order) },
    deduct: { replaySafe: false, asset: 'IPWEB_MB', send: (order) => deductionFlow(wire, order) },
    ipOpen: null,
    ipRenew: null,
  };
}
