/**
 * How to reach the product's own sandbox. The credentials open nothing but a server on this machine, so they are plain;
 * they repeat sandbox/credentials.ts on purpose: the sandbox shares no code with the product.
 */
export const SANDBOX_CONNECTIONS = [
  {
    provider: 'ipweb',
    name: 'IPWeb (sandbox)',
    credentials: { token: 'SANDBOX0IPWEB0TOKEN0A7K2M9Q4X5Z1' },
    settings: { costPerGb: { amount: '1.35', currency: 'USD' } },
  },
  {
    provider: 'freebit',
    name: 'Freebit (sandbox)',
    credentials: { oemId: 'SANDBOX_OEM', oemKey: 'sandbox-oem-key-3f9c2b71' },
    // Our own server: no other operator is kept waiting.
    settings: { requestsPerMinute: 600, costPerGb: { amount: '310', currency: 'JPY' } },
  },
  {
    provider: 'ipidea',
    name: 'IPIDEA (sandbox)',
    credentials: { uid: '3716', appkey: 'sandbox-appkey-8d41e6a05c' },
    settings: {},
  },
] as const;
