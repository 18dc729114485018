import { describe, expect, test } from 'vitest';
import type { ProviderId } from './port';
import { connect } from './testing/contracts';

describe('capabilities', () => {
  function capabilities(id: ProviderId) {
    const { adapter } = connect(id, () => '');
    return {
      accounts: adapter.accounts !== null,
      usage: adapter.usage?.mode ?? null,
      agentTotals: adapter.agentTotals !== null,
      balances: adapter.balances !== null,
      residual: adapter.residual !== null,
      records: adapter.records?.kinds ?? null,
      topUp: adapter.topUp?.replaySafe ?? null,
      deduct: adapter.deduct?.replaySafe ?? null,
      ipOpen: adapter.ipOpen?.replaySafe ?? null,
      ipRenew: adapter.ipRenew?.replaySafe ?? null,
      asset: adapter.usageAsset,
      timeZone: adapter.defaultTimeZone,
    };
  }

  test('are those of the design', () => {
    expect(capabilities('ipweb')).toEqual({
      accounts: true,
      usage: 'range',
      agentTotals: true,
      balances: true,
      residual: true,
      records: ['recharge', 'consumption', 'recharge_for_me'],
      topUp: true,
      deduct: false,
      ipOpen: null,
      ipRenew: null,
      asset: 'IPWEB_MB',
      timeZone: 'Asia/Shanghai',
    });
    expect(capabilities('freebit')).toEqual({
      accounts: false,
      usage: 'account',
      agentTotals: false,
      balances: false,
      residual: false,
      records: null,
      topUp: false,
      deduct: null,
      ipOpen: null,
      ipRenew: null,
      asset: 'FREEBIT_KB1000',
      timeZone: 'Asia/Tokyo',
    });
    expect(capabilities('ipidea')).toEqual({
      accounts: true,
      usage: 'pool',
      agentTotals: false,
      balances: true,
      residual: false,
      records: ['isp', 'datacenter', 'flow', 'mobile_flow'],
      topUp: null,
      deduct: null,
      ipOpen: false,
      ipRenew: false,
      asset: 'IPIDEA_MB',
      timeZone: 'Asia/Shanghai',
    });
  });
});
