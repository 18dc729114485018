import { type APIRequestContext, expect, request } from '@playwright/test';
import { callControl } from '../sandbox/control-client';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY, IPIDEA_APPKEY, IPIDEA_UID, IPWEB_TOKEN } from '../sandbox/credentials';
import { type App, gigatill, startApp, test } from './fixtures/app';

/** What a program does that has nothing but a key: connect, sync, read, order, settle. */

let app: App;
let api: APIRequestContext;
let connectionId: string;
let accountId: string;
let agent: { id: string; billingAccountId: string };

test.describe.configure({ mode: 'serial' });

function as(key: string): Promise<APIRequestContext> {
  return request.newContext({ baseURL: `${app.url}/api/v1/`, extraHTTPHeaders: { authorization: `Bearer ${key}` } });
}

async function control<Answer>(path: string): Promise<Answer> {
  return (await callControl(app.sandboxUrl, path)) as Answer;
}

async function post<Answer>(path: string, data: object, status: number, key?: string): Promise<Answer> {
  const response = await api.post(path, { data, ...(key ? { headers: { 'idempotency-key': key } } : {}) });
  expect(response.status(), `${path}: ${await response.text()}`).toBe(status);
  return (await response.json()) as Answer;
}

async function get<Answer>(path: string, from = api): Promise<Answer> {
  const response = await from.get(path);
  expect(response.status(), `${path}: ${await response.text()}`).toBe(200);
  return (await response.json()) as Answer;
}

test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startApp();
  api = await as(await gigatill(app, 'api-key', 'create', '--name', 'black box', '--role', 'admin'));
  await callControl(app.sandboxUrl, 'seed', 'POST', { provider: 'ipweb', customers: 50, days: 30, seed: 7 });
});

test.afterAll(async () => {
  await app?.stop();
});

test('connections of all three providers are added, tested and never show a credential', async () => {
  const cases = [
    { provider: 'ipweb', credentials: { token: IPWEB_TOKEN } },
    { provider: 'freebit', credentials: { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY } },
    { provider: 'ipidea', credentials: { uid: IPIDEA_UID, appkey: IPIDEA_APPKEY } },
  ];
  for (const { provider, credentials } of cases) {
    const created = await post<{ id: string; status: string }>(
      'connections',
      {
        provider,
        name: `Box ${provider}`,
        baseUrl: `${app.sandboxUrl}/${provider}/`,
        credentials,
        settings: { requestsPerMinute: 6000, recordLagMinutes: 0 },
      },
      201,
    );
    expect(created.status).toBe('untested');
    expect(await post(`connections/${created.id}/test`, {}, 200)).toMatchObject({ ok: true });
    const shown = await (await api.get(`connections/${created.id}`)).text();
    for (const secret of Object.values(credentials)) if (secret !== IPIDEA_UID) expect(shown).not.toContain(secret);
    expect(JSON.parse(shown)).toMatchObject({ provider, status: 'ok', baseUrl: `${app.sandboxUrl}/${provider}` });
    if (provider === 'ipweb') connectionId = created.id;
  }
  const bad = await post<{ id: string }>(
    'connections',
    { provider: 'ipweb', name: 'Box wrong', baseUrl: `${app.sandboxUrl}/ipweb`, credentials: { token: 'wrong' } },
    201,
  );
  expect(await post(`connections/${bad.id}/test`, {}, 200)).toMatchObject({ ok: false });
  expect(await get(`connections/${bad.id}`)).toMatchObject({ status: 'unauthorized' });
});

type Run = { id: string; status: string; rowsRead: number; rowsChanged: number; error: string | null };

async function sync(): Promise<Run> {
  const { id } = await post<Run>(`connections/${connectionId}/sync`, {}, 202);
  await expect
    .poll(async () => (await get<Run>(`sync-runs/${id}`)).status, { timeout: 60_000 })
    .toMatch(/succeeded|failed/);
  return get<Run>(`sync-runs/${id}`);
}

type Truth = { customerId: string; date: string; uploadMb: string; downloadMb: string };

/** Exact bytes of decimal MB. */
function bytes(mb: string): bigint {
  const [whole = '0', fraction = ''] = mb.split('.');
  return BigInt(whole + fraction.padEnd(6, '0')) * 1_048_576n;
}

test('a sync brings the provider’s figures exactly, a second one changes nothing', async () => {
  expect(await sync()).toMatchObject({ status: 'succeeded', rowsRead: 1500, rowsChanged: 1500 });
  expect(await sync()).toMatchObject({ status: 'succeeded', rowsChanged: 0 });
  const days = [
    ...new Set(
      (await control<{ rows: Truth[] }>('truth?provider=ipweb&from=2020-01-01&to=2199-01-01')).rows.map(
        (row) => row.date,
      ),
    ),
  ].sort();
  const [from, to] = [days[0] ?? '', days.at(-1) ?? ''];
  const { rows } = await control<{ rows: Truth[] }>(`truth?provider=ipweb&from=${from}&to=${to}`);
  const usage = await get<{ data: { date: string; totalBytes: number }[]; gaps: unknown[] }>(
    `usage/daily?from=${from}&to=${to}&connectionId=${connectionId}`,
  );
  for (const day of usage.data) {
    const ours = rows.filter((row) => row.date === day.date);
    const exact = ours.reduce((sum, row) => sum + bytes(row.uploadMb) + bytes(row.downloadMb), 0n);
    expect(BigInt(day.totalBytes), day.date).toBe((exact * 2n + 1_000_000n) / 2_000_000n);
  }
  expect(usage.data).toHaveLength(30);
  expect(usage.gaps).toEqual([]);
});

test('an agent’s customer is topped up once, whatever is posted again', async () => {
  agent = await post(
    'agents',
    { name: 'Box', email: 'box@example.com', currency: 'USD', pricePerGb: { amount: '2.50', currency: 'USD' } },
    201,
  );
  const customer = await post<{ id: string }>('customers', { name: 'Boxer', agentId: agent.id }, 201);
  const accounts = await get<{ data: { id: string; externalId: string }[] }>(
    `accounts?connectionId=${connectionId}&limit=1`,
  );
  accountId = accounts.data[0]?.id ?? '';
  const assigned = await api.patch(`accounts/${accountId}`, { data: { customerId: customer.id } });
  expect(assigned.status()).toBe(200);
  const order = { type: 'top_up', accountId, amountGb: '1.01', note: 'box' };
  await post('orders', order, 422, 'too-poor');
  await post(
    `agents/${agent.id}/payments`,
    { amount: { amount: '100.00', currency: 'USD' }, reference: 'BANK 1' },
    201,
    'pay-1',
  );
  const first = await post<{ id: string; status: string }>('orders', order, 201, 'order-1');
  expect(first).toMatchObject({ status: 'succeeded', amountGb: '1.01', price: { amount: '2.53', currency: 'USD' } });
  expect(await post('orders', order, 200, 'order-1')).toMatchObject({ id: first.id });
  expect(await post('orders', { ...order, amountGb: '2' }, 409, 'order-1')).toMatchObject({
    code: 'idempotency_conflict',
  });
  await post('orders', order, 400);
  expect(await get(`agents/${agent.id}/wallet`)).toMatchObject({
    balance: { amount: '97.47' },
    held: { amount: '0.00' },
  });
  const external = accounts.data[0]?.externalId;
  const { effects } = await control<{ effects: { mb: string }[] }>(`ledger?provider=ipweb&customerId=${external}`);
  expect(effects.map((effect) => effect.mb)).toEqual(['1034.24']);
});

test('the money is on the ledger, on the statement, and in the reconciliation', async () => {
  const month = new Date().toISOString().slice(0, 7);
  const statement = await get<{ lines: { amount: { amount: string } }[] }>(
    `statements?billingAccountId=${agent.billingAccountId}&month=${month}`,
  );
  expect(statement).toMatchObject({ opening: { amount: '0.00' }, closing: { amount: '97.47' } });
  expect(statement.lines.map((line) => line.amount.amount)).toEqual(['100.00', '-2.53']);
  const ledger = await get<{ data: { kind: string }[] }>(
    `ledger/transactions?billingAccountId=${agent.billingAccountId}`,
  );
  expect(ledger.data.map((row) => row.kind)).toEqual(['sale', 'hold', 'payment']);
  await sync();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(await get(`reconciliation?connectionId=${connectionId}&from=${today}&to=${today}`)).toMatchObject({
    matched: 1,
  });
  expect(await gigatill(app, 'ledger', 'check')).toContain('ok');
});

test('an agent’s key sees its own and nothing else', async () => {
  const own = await as(await gigatill(app, 'api-key', 'create', '--name', 'agent', '--agent', 'box@example.com'));
  expect((await get<{ data: unknown[] }>('customers', own)).data).toHaveLength(1);
  expect((await own.get('customers/1')).status()).toBe(404);
  expect((await own.get('connections')).status()).toBe(403);
  expect((await own.get(`agents/${agent.id}/wallet`)).status()).toBe(200);
  const foreign = await own.post('orders', {
    data: { type: 'top_up', accountId: '1', amountGb: '1' },
    headers: { 'idempotency-key': 'x' },
  });
  expect(foreign.status()).toBe(404);
});

test('errors are problems: unknown paths, wrong methods, no key, bad input', async () => {
  const anonymous = await request.newContext({ baseURL: `${app.url}/api/v1/` });
  const cases: [Promise<{ status: () => number; headers: () => Record<string, string> }>, number][] = [
    [anonymous.get('customers'), 401],
    [api.get('nothing/here'), 404],
    [api.delete('customers'), 405],
    [api.post('customers', { data: '{"name":', headers: { 'content-type': 'application/json' } }), 400],
    [api.get('usage/daily?from=2026-02-30&to=2026-03-01'), 400],
    [api.get('customers?limit=501'), 400],
    [api.get('customers?cursor=broken'), 400],
  ];
  for (const [answer, status] of cases) {
    const response = await answer;
    expect(response.status()).toBe(status);
    expect(response.headers()['content-type']).toContain('application/problem+json');
  }
  expect(await get('openapi.json')).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
});
