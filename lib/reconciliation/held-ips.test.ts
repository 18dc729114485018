import { describe, expect, test } from 'vitest';
import { heldIps, type IpLine, type IpOrderSide } from './held-ips';

const day = (date: number) => new Date(Date.UTC(2026, 10, date));

function line(id: number, raw: Record<string, unknown>, part: Partial<IpLine> = {}): IpLine {
  return {
    id: BigInt(id),
    connectionId: 3,
    kind: 'isp',
    at: day(id),
    externalOrderId: `n${id}`,
    orderId: null,
    raw,
    ...part,
  };
}

function order(id: number, part: Partial<IpOrderSide> = {}): IpOrderSide {
  return {
    id,
    opens: true,
    connectionId: 3,
    providerOrderId: null,
    agentId: 7,
    customerId: 70,
    customerName: 'Seventy',
    ...part,
  };
}

describe('heldIps', () => {
  test('an opening and its renewal are one IP: the renewal moves the end, the customer stays', () => {
    const open = {
      ip_list: '1.1.1.1,1.1.1.2',
      region: 'us',
      duration: 'weekly',
      pool_tag: '渠道一',
      expire_time: '1795000000',
    };
    const renew = { ip_list: '1.1.1.2', duration: 'monthly', expire_time: '1797600000' };
    const ips = heldIps([line(1, open), line(2, renew)], [order(5, { providerOrderId: 'n1' })]);
    expect(ips).toHaveLength(2);
    expect(ips[1]).toMatchObject({
      ip: '1.1.1.2',
      region: 'us',
      poolTag: '渠道一',
      duration: 'month',
      expiresAt: new Date(1_797_600_000_000).toISOString(),
      openedAt: day(1).toISOString(),
      customerName: 'Seventy',
      agentId: 7,
      orderId: '5',
    });
    expect(ips[0]?.expiresAt).toBe(new Date(1_795_000_000_000).toISOString());
  });

  test('a renewal for another customer does not move an IP, an opening does', () => {
    const raw = { ip_list: '1.1.1.1' };
    const lines = [line(1, raw), line(2, raw)];
    const other = { providerOrderId: 'n2', agentId: 8, customerId: 80, customerName: 'Eighty' };
    const first = order(5, { providerOrderId: 'n1' });
    expect(heldIps(lines, [first, order(6, { ...other, opens: false })])[0]?.agentId).toBe(7);
    expect(heldIps(lines, [first, order(6, other)])[0]?.agentId).toBe(8);
    expect(heldIps(lines, [order(6, { ...other, opens: false })])[0]?.agentId).toBe(8);
  });

  test('the same address of two products is two IPs', () => {
    const raw = { ip_list: ['1.1.1.1'] };
    expect(heldIps([line(1, raw), line(2, raw, { kind: 'datacenter' })], [])).toHaveLength(2);
  });

  test('what a list does not say is null, never guessed; a line without IPs tells of none', () => {
    expect(heldIps([line(1, { coin: 0 }), line(2, { ip_list: '' }), line(3, { ip_list: 5 })], [])).toEqual([]);
    expect(heldIps([line(1, { ip_list: '1.1.1.1', expire_time: '0', duration: 'fortnight' })], [])[0]).toMatchObject({
      expiresAt: null,
      duration: null,
      region: null,
      customerId: null,
      orderId: null,
    });
  });

  test('the order number of another connection proves nothing', () => {
    const foreign = order(5, { connectionId: 4, providerOrderId: 'n1' });
    expect(heldIps([line(1, { ip_list: '1.1.1.1' })], [foreign])[0]?.customerId).toBeNull();
  });
});
