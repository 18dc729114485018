import type { CommandOutcome, ProviderAdapter, ProviderId, RecordKind } from '../port';
import { createAdapter } from '../registry';
import { fakeConnection, fixture, rowsOf, type Scripted, type SentCall } from './fake-connection';

/** What each provider can be asked and told, with a good answer to each: what the contract suite spoils. */

export type Read = { name: string; good: string; run: (adapter: ProviderAdapter) => Promise<unknown> | undefined };
export type Send = {
  name: string;
  good: string;
  /** Paths of what says success, and of the words beside it. */
  decisive: string[];
  words: string;
  run: (adapter: ProviderAdapter) => Promise<CommandOutcome> | undefined;
};
type Contract = { reads: Read[]; commands: Send[]; before: (call: SentCall) => string | null };

const WEEK = { from: '2025-12-20', to: '2025-12-26' };
const json = (text: string) => JSON.stringify(JSON.parse(text));
const plain = (name: string) => json(fixture('ipidea', name).replace(/ \/\/ .*$/gm, ''));

function records(adapter: ProviderAdapter, kind: RecordKind, day: string) {
  return adapter.records ? rowsOf(adapter.records.read(kind, { from: day, to: day })) : undefined;
}

function usage(adapter: ProviderAdapter, window = WEEK) {
  const { usage: capability } = adapter;
  if (capability?.mode === 'range') return rowsOf(capability.read(window, null));
  if (capability?.mode === 'account') return capability.read('09012345678').then(({ rows }) => rows);
  return capability?.read(window);
}

const ipweb: Contract = {
  before: () => null,
  reads: [
    { name: 'usage', good: json(fixture('ipweb', 'flow-report').replace('1049', '1')), run: usage },
    {
      name: 'accounts',
      good: json(fixture('ipweb', 'customer-list')),
      run: ({ accounts }) => accounts?.read && rowsOf(accounts.read(null)),
    },
    { name: 'balances', good: json(fixture('ipweb', 'flow-total-full')), run: ({ balances }) => balances?.read() },
    {
      name: 'residual',
      good: json(fixture('ipweb', 'customer-list')),
      run: ({ residual }) => residual?.read('39', null),
    },
    {
      name: 'agent totals',
      good: json(
        '{"msg":"操作成功","code":200,"data":[{"date":"2025-12-20","downloadFlow":8.5,"uploadFlow":6.25,"flow":9.75}]}',
      ),
      run: ({ agentTotals }) => agentTotals?.read(WEEK),
    },
    {
      name: 'recharges',
      good: json(fixture('ipweb', 'my-recharge-flow-list')),
      run: (adapter) => records(adapter, 'recharge', '2025-11-17'),
    },
    {
      name: 'consumption',
      good: json(fixture('ipweb', 'my-recharge-flow-list')),
      run: (adapter) => records(adapter, 'consumption', '2025-11-17'),
    },
    {
      name: 'recharges for us',
      good: json(fixture('ipweb', 'recharge-flow-list-for-me')),
      run: (adapter) => records(adapter, 'recharge_for_me', '2025-11-17'),
    },
  ],
  commands: [
    {
      name: 'top-up',
      good: json(fixture('ipweb', 'recharge-done')),
      decisive: ['code', 'msg'],
      words: 'msg',
      run: ({ topUp }) => topUp?.send({ externalId: '39', gb: 1_000_000n, reference: 'gtref1' }),
    },
    {
      name: 'deduct',
      good: json(fixture('ipweb', 'deduction-done')),
      decisive: ['code', 'msg'],
      words: 'msg',
      run: ({ deduct }) => deduct?.send({ externalId: '39', gb: 1_000_000n }),
    },
  ],
};

const FREEBIT_OK = '{"resultCode":"100","status":{"message":"OK","statusCode":"200"},"authKey":"KEY-SECRET-1"}';

const freebit: Contract = {
  before: (call) => (call.url.endsWith('/authOem/') ? FREEBIT_OK : null),
  reads: [{ name: 'usage', good: json(fixture('freebit', 'traffic-account')), run: usage }],
  commands: [
    {
      name: 'top-up',
      good: json('{"resultCode":"100","status":{"message":"OK","statusCode":"200"}}'),
      decisive: ['resultCode', 'status.statusCode'],
      words: 'status.message',
      run: ({ topUp }) => topUp?.send({ externalId: '09012345678', gb: 1_000_000n, reference: 'gtref1' }),
    },
  ],
};

const ipOrder = {
  product: 'isp',
  region: 'hk',
  duration: 'week',
  quantity: 1,
  poolTag: null,
  remark: 'gtref1',
} as const;

const ipidea: Contract = {
  before: () => null,
  reads: [
    ...(['flow', 'mobile_flow', 'isp', 'datacenter'] as const).map((kind) => ({
      name: `${kind} orders`,
      good: plain('flow-order-list').replace('"total":2', '"total":1'),
      run: (adapter: ProviderAdapter) => records(adapter, kind, '2022-05-21'),
    })),
    {
      name: 'balances',
      good: '{"ret":0,"code":"1","msg":"success","ret_data":{"balance_left":31950,"flow_left":31950},"timestamp":1653372307}',
      run: ({ balances }) => balances?.read(),
    },
    {
      name: 'usage',
      good: '{"ret":0,"code":"1","msg":"success","ret_data":[{"day":1766678400,"total_use_flow":123456}],"timestamp":1653372307}',
      run: usage,
    },
  ],
  commands: [
    {
      name: 'IP open',
      good: plain('isp-ip-open'),
      decisive: ['ret', 'code', 'ret_data.order_id'],
      words: 'msg',
      run: ({ ipOpen }) => ipOpen?.send(ipOrder),
    },
    {
      name: 'IP renew',
      good: plain('static-ip-renew'),
      decisive: ['ret', 'code', 'ret_data.order_id'],
      words: 'msg',
      run: ({ ipRenew }) => ipRenew?.send({ product: 'static', ips: ['1.2.3.4'], duration: 'week', remark: 'gtref1' }),
    },
  ],
};

export const CONTRACTS: Record<ProviderId, Contract> = { ipweb, freebit, ipidea };

/** The adapter of a provider that gives its keys and answers all else with `answer`. */
export function connect(id: ProviderId, answer: (call: SentCall) => Scripted) {
  const { before } = CONTRACTS[id];
  const { input, calls } = fakeConnection(id, (call) => before(call) ?? answer(call));
  return { adapter: createAdapter(id, input), calls };
}
