import type { World } from './world';

/** Bodies that are right but for the part that a test spoils. */
export function bodiesFor(path: string, { own, connectionId }: World): Record<string, unknown>[] {
  const { accountId, agentId, customerId } = own;
  const known: Record<string, Record<string, unknown>[]> = {
    '/customers': [{ name: 'N', email: 'n@example.com', agentId, tags: ['a'], note: 'n' }],
    '/customers/{id}': [{ name: 'N', email: null, agentId, tags: [], note: null }],
    '/accounts': [{ connectionId, externalId: 'e', externalName: 'n', customerId }],
    '/accounts/{id}': [{ customerId, label: 'l' }],
    '/agents': [{ name: 'N', email: 'x@example.com', currency: 'USD', creditLimit: { amount: '1', currency: 'USD' } }],
    '/agents/{id}': [
      { name: 'N', approvalAboveGb: '1', dailyCapGb: '1', pricePerGb: { amount: '1', currency: 'USD' } },
    ],
    '/agents/{id}/payments': [
      { amount: { amount: '1.00', currency: 'USD' }, reference: 'r', method: 'cash', note: 'n' },
    ],
    '/orders': [
      { type: 'top_up', accountId, amountGb: '1', note: 'n' },
      { type: 'deduct', accountId, amountGb: '1', note: 'n' },
      {
        type: 'ip_open',
        connectionId,
        product: 'isp',
        region: 'US',
        duration: 'week',
        quantity: 1,
        poolTag: 1,
        customerId,
        remark: 'r',
      },
      {
        type: 'ip_renew',
        connectionId,
        product: 'isp',
        ips: ['192.0.2.1'],
        duration: 'week',
        remark: 'r',
      },
    ],
    '/billing-accounts/{id}': [{ creditLimit: { amount: '1', currency: 'USD' } }],
    '/billing-accounts/{id}/payments': [
      { amount: { amount: '1.00', currency: 'USD' }, reference: 'b', method: 'cash' },
    ],
    '/customers/{id}/billing-account': [{ currency: 'USD', creditLimit: { amount: '1', currency: 'USD' } }],
    '/payments/{id}/reverse': [{ reason: 'r' }],
    '/adjustments': [
      {
        billingAccountId: own.billingAccountId,
        amount: { amount: '-1.00', currency: 'USD' },
        reason: 'r',
        reference: 'a',
      },
    ],
    '/adjustments/{id}/decline': [{ note: 'n' }],
    '/adjustments/{id}/reverse': [{ reason: 'r' }],
    '/billing-settings': [
      {
        issuer: { name: 'n', address: 'a', taxId: 't' },
        limits: {
          adjustment: [{ amount: '1', currency: 'USD' }],
          largeOrderGb: '1',
          largeOrder: [{ amount: '1', currency: 'USD' }],
        },
      },
    ],
    '/prices': [
      {
        customerId: null,
        agentId,
        connectionId,
        perGb: { amount: '1', currency: 'USD' },
        steps: [{ fromGb: '10', perGb: '0.5' }],
        stepsBy: 'month',
        validFrom: '2099-01-01T00:00:00Z',
      },
    ],
    '/prices/{id}/end': [{ at: '2099-01-01T00:00:00Z' }],
    '/ip-prices': [
      {
        agentId,
        product: 'isp',
        region: 'US',
        duration: 'week',
        perIp: { amount: '1', currency: 'USD' },
        validFrom: '2099-01-01T00:00:00Z',
      },
    ],
    '/ip-prices/{id}/end': [{ at: null }],
    '/orders/{id}/resolve': [{ outcome: 'succeeded', note: 'n' }],
    '/connections': [
      {
        provider: 'ipweb',
        name: 'n',
        baseUrl: 'http://127.0.0.1:9',
        credentials: { token: 't' },
        settings: { timeZone: 'UTC', costPerGb: { amount: '1', currency: 'USD' } },
      },
    ],
    '/connections/{id}': [
      { name: 'n', baseUrl: 'http://127.0.0.1:9', credentials: { token: 't' }, settings: {}, disabled: true },
    ],
    '/connections/{id}/sync': [{ from: '2026-11-01', to: '2026-11-02' }],
    '/api-keys': [
      { name: 'n', role: 'viewer' },
      { name: 'n', agentId },
    ],
    '/webhooks': [{ url: 'http://127.0.0.1:9/x', events: ['order.succeeded'] }],
  };
  return known[path] ?? [{}];
}
