import { beforeAll, expect, it } from 'vitest';
import { useTestSandbox } from '@/bin/test/sandbox';
import { createApiKey } from '@/lib/auth';
import { connectForOrders } from '@/lib/connections/testing';
import { systemContext } from '@/lib/core/actor';
import { createAccount } from '@/lib/customers';
import { call } from './testing/world';

const ctx = systemContext('test');
const sandbox = useTestSandbox();
let admin: string;
let sim: string;

beforeAll(async () => {
  admin = (await createApiKey(ctx, { name: 'admin', role: 'admin' })).key;
  const freebit = await connectForOrders(sandbox, 'freebit');
  const { sims } = (await sandbox.control('demo')) as { sims: { account: string; kind: string }[] };
  const externalId = sims.find(({ kind }) => kind === 'sim')?.account ?? '';
  sim = (await createAccount(ctx, { connectionId: Number(freebit.id), externalId })).id;
});

function topUp(key: string, amountGb = '0.5') {
  const body = { type: 'top_up', accountId: sim, amountGb };
  return call(admin, 'POST', '/orders', body, { 'idempotency-key': key });
}

it('is 422 with the provider’s code and words, and is kept as a rejected order', async () => {
  await sandbox.fault('reject', { provider: 'freebit', path: 'addSpec' });
  const refused = await topUp('refused');
  expect(refused).toMatchObject({ status: 422, json: { code: 'provider_refused' } });
  expect(refused.json.detail).toMatch(/^\d{3}: \S/);
  const kept = await call(admin, 'GET', `/orders/${refused.json.orderId}`);
  expect(kept).toMatchObject({ status: 200, json: { status: 'rejected', attempts: [{ outcome: 'rejected' }] } });
  const [code] = String(refused.json.detail).split(':');
  expect(kept.json.attempts).toMatchObject([{ providerCode: code }]);
});

it('is the same order when its key comes again, and nothing is sent', async () => {
  await sandbox.fault('reject', { provider: 'freebit', path: 'addSpec' });
  const refused = await topUp('twice');
  const calls = await sandbox.callsTo('addSpec');
  const again = await topUp('twice');
  expect(again).toMatchObject({ status: 200, json: { id: refused.json.orderId, status: 'rejected' } });
  expect(await sandbox.callsTo('addSpec')).toBe(calls);
});

it('says so, too, when it is more than the provider takes at once', async () => {
  const tooMuch = await topUp('too-much', '600');
  expect(tooMuch).toMatchObject({ status: 422, json: { code: 'provider_refused' } });
  expect(tooMuch.json.detail).toContain('512,000');
});

it('is no refusal where nobody knows what became of it', async () => {
  await sandbox.fault('apply_then_drop', { provider: 'freebit', path: 'addSpec' });
  expect(await topUp('lost')).toMatchObject({ status: 201, json: { status: 'unknown' } });
});
