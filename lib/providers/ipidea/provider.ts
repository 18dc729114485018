import { addDays, dayIn, instantOf } from '@/lib/core/calendar-date';
import { canonicalJson } from '@/lib/core/canonical-json';
import { PROVIDER_CATALOG } from '../catalog';
import { ProviderError } from '../errors';
import { inPages, readPages } from '../paging';
import type {
  AdapterInput,
  Page,
  PoolBalance,
  ProviderAdapter,
  ProviderRecordRow,
  RecordKind,
  UpstreamAccountRow,
  UsageRow,
  UsageWindow,
} from '../port';
import { runCheck } from '../reading';
import { malformed } from '../shape';
import {
  balanceLeft,
  balanceUseRecord,
  createWire,
  flowLeft,
  flowOrderList,
  ispIpOpen,
  ispIpRenew,
  ORDER_LIST_PAGE_SIZE,
  ORDER_LISTS,
  type OrderKind,
  staticIpOpen,
  staticIpRenew,
  type Wire,
} from './client';
import { isPaid, isWithin, POOL_ACCOUNT, toOrderDays, toPoolUsage, toRecord } from './mapper';

const INFO = PROVIDER_CATALOG.ipidea;

const POOL: UpstreamAccountRow = {
  externalId: POOL_ACCOUNT,
  externalName: null,
  kind: 'pool',
  residual: null,
  recharged: null,
  restricted: false,
};

function isOrderKind(kind: RecordKind): kind is OrderKind {
  return kind in ORDER_LISTS;
}

async function* readRecords(
  wire: Wire,
  kind: RecordKind,
  window: UsageWindow,
  timeZone: string,
): AsyncGenerator<Page<ProviderRecordRow>> {
  if (!isOrderKind(kind)) throw new ProviderError('refused', `IPIDEA has no records of the kind ${kind}.`);
  const list = ORDER_LISTS[kind];
  const pages = readPages({
    fetch: async (page) => {
      const { rows, total } = await list.read(wire, page, toOrderDays(window));
      return { rows: rows.map((line, index) => toRecord(list.path, kind, line, index)), total };
    },
    keyOf: (row) => row.identity,
    equal: (a, b) => canonicalJson(a.raw) === canonicalJson(b.raw),
    pageSize: ORDER_LIST_PAGE_SIZE,
    resume: null,
    unstable: (reason) =>
      malformed({ provider: 'IPIDEA', endpoint: list.path }, 'ret_data.total', `${reason}, on every attempt`),
  });
  for await (const page of pages) {
    yield { ...page, rows: page.rows.filter((row) => isPaid(row) && isWithin(row.at, window, timeZone)) };
  }
}

/** Both balances, each where the provider answers it; an error only where none of them came, or none could. */
async function readBalances(wire: Wire): Promise<PoolBalance[]> {
  const pools: PoolBalance[] = [];
  let refusal: ProviderError | null = null;
  for (const [pool, read] of [['balance_left', balanceLeft] as const, ['flow_left', flowLeft] as const]) {
    try {
      pools.push({ pool, recharged: null, consumed: null, residual: await read(wire) });
    } catch (error) {
      // "Not for this account" is no failure; a lost answer or a wrong key is one.
      if (!(error instanceof ProviderError) || (error.kind !== 'refused' && error.kind !== 'malformed')) throw error;
      refusal = error;
    }
  }
  if (pools.length === 0 && refusal !== null) throw refusal;
  return pools;
}

/** Balances are shown where they are answered; an address without them serves orders all the same. */
async function checkBalance(wire: Wire): Promise<string> {
  try {
    await balanceLeft(wire);
    return 'The balance was given.';
  } catch (error) {
    if (error instanceof ProviderError && (error.notOffered || error.kind === 'refused')) return 'Not offered here.';
    throw error;
  }
}

async function readUsage(wire: Wire, window: UsageWindow, timeZone: string): Promise<UsageRow[]> {
  const from = instantOf(`${window.from} 00:00:00`, timeZone);
  const to = instantOf(`${window.to} 23:59:59`, timeZone);
  if (from === null || to === null) throw new ProviderError('refused', 'The window is no pair of calendar days.');
  return toPoolUsage(await balanceUseRecord(wire, from, to), window, timeZone);
}

/** IPIDEA: IP orders and order lists; usage and balances of the whole account where it answers them. No top-up by API. */
export function createIpideaAdapter(input: AdapterInput): ProviderAdapter {
  const wire = createWire(input);
  const { timeZone } = input.settings;
  return {
    id: 'ipidea',
    facts: INFO.facts,
    usageAsset: 'IPIDEA_MB',
    defaultTimeZone: INFO.defaultTimeZone,
    async check() {
      return [
        await runCheck('flow_order_list', input.now, async () => {
          const yesterday = addDays(dayIn(timeZone, input.now()), -1);
          const { total } = await flowOrderList(wire, 1, toOrderDays({ from: yesterday, to: yesterday }));
          return `${total} recent flow orders.`;
        }),
        await runCheck('balance_left', input.now, () => checkBalance(wire)),
      ];
    },
    accounts: { read: () => inPages([POOL], 1) },
    usage: { mode: 'pool', optional: true, read: (window) => readUsage(wire, window, timeZone) },
    agentTotals: null,
    balances: { optional: true, read: () => readBalances(wire) },
    residual: null,
    records: {
      kinds: ['isp', 'datacenter', 'flow', 'mobile_flow'],
      read: (kind, window) => readRecords(wire, kind, window, timeZone),
    },
    topUp: null,
    deduct: null,
    ipOpen: {
      replaySafe: false,
      send: (order) => (order.product === 'isp' ? ispIpOpen(wire, order) : staticIpOpen(wire, order)),
    },
    ipRenew: {
      replaySafe: false,
      send: (order) => (order.product === 'isp' ? ispIpRenew(wire, order) : staticIpRenew(wire, order)),
    },
  };
}
