import { systemContext } from '@/lib/core/actor';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY, IPIDEA_APPKEY, IPIDEA_UID, IPWEB_TOKEN } from '@/sandbox/credentials';
import { createConnection } from './index';

/** What the provider sandbox lets in. */
const CREDENTIALS = {
  ipweb: { token: IPWEB_TOKEN },
  freebit: { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY },
  ipidea: { uid: IPIDEA_UID, appkey: IPIDEA_APPKEY },
};

let counter = 0;

/** For tests: a connection to the provider sandbox, or to where `change` says, that may call it as often as it likes. */
export function connect(sandbox: { url: string }, provider: keyof typeof CREDENTIALS, change: object = {}) {
  return createConnection(systemContext('test'), {
    provider,
    name: `Connection ${++counter}`,
    baseUrl: `${sandbox.url}/${provider}`,
    credentials: CREDENTIALS[provider],
    settings: { requestsPerMinute: 6000 },
    ...change,
  });
}

/** For tests of orders: as `connect`, the product's own sandbox, whose records appear at once. */
export function connectForOrders(sandbox: { url: string }, provider: keyof typeof CREDENTIALS) {
  const settings = { requestsPerMinute: 6000, recordLagMinutes: 0 };
  return connect(sandbox, provider, { name: `${provider} test`, settings, sandbox: true });
}

/** For tests of syncing: the number of such a connection. */
export async function connectForSync(...connection: Parameters<typeof connect>): Promise<number> {
  return Number((await connect(...connection)).id);
}
