import { type APIRequestContext, type APIResponse, expect, request as requests } from '@playwright/test';
import { addressOf, PAGES, type PageLine } from '../app/testing/page-table';
import { test } from './fixtures/app';
import { type Role, signInOf } from './fixtures/people';

/** Every page and file of the site as each role gets it over HTTP: allowed, hidden, and another's as good as missing. */

type Ids = Record<NonNullable<PageLine['needs']>, string>;

type Row = { id: string; agentId?: string | null; customerId?: string | null };

async function rows(request: APIRequestContext, path: string): Promise<Row[]> {
  return (await (await request.get(`/api/v1/${path}`)).json()).data;
}

const MISSING: Ids = {
  customer: '999999',
  order: '999999',
  wallet: '999999',
  connection: '999999',
  bulk: '999999',
  token: 'nobody',
};

/** What a role's own list shows first. */
async function idsOf(request: APIRequestContext, from: Ids = MISSING): Promise<Ids> {
  const first = async (path: string) => (await rows(request, path))[0]?.id;
  const [customer, order, wallet] = await Promise.all(['customers', 'orders', 'billing-accounts'].map(first));
  return { ...from, customer: customer ?? '', order: order ?? '999999', wallet: wallet ?? '' };
}

/** What is not among a role's own. */
async function foreignOf(house: APIRequestContext, own: APIRequestContext): Promise<Ids> {
  const other = async (path: string) => {
    const mine = new Set((await rows(own, path)).map(({ id }) => id));
    return (await rows(house, path)).find(({ id }) => !mine.has(id))?.id ?? '999999';
  };
  const [customer = '', order = '', wallet = ''] = await Promise.all(
    ['customers?limit=500', 'orders?limit=500', 'billing-accounts?limit=500'].map(other),
  );
  return { ...MISSING, customer, order, wallet };
}

const open = (request: APIRequestContext, path: string, line: PageLine, ids: Ids): Promise<APIResponse> =>
  request.get(`${addressOf(path, line.needs ? ids[line.needs] : '')}${line.search ?? ''}`, {
    maxRedirects: 0,
  });

test('each role gets what it may, and nothing else', async ({ baseURL: url }) => {
  const baseURL = url ?? '';
  test.setTimeout(120_000);
  const as = (role: Role) =>
    requests.newContext({ baseURL, storageState: signInOf(process.env.E2E_SIGN_INS ?? '', role) });
  const [nobody, house, viewer, agent] = await Promise.all([
    requests.newContext({ baseURL }),
    as('admin'),
    as('viewer'),
    as('agent'),
  ]);

  const connection = (await rows(house, 'connections'))[0]?.id ?? '';
  const houseIds = { ...(await idsOf(house)), connection };
  const agentIds = { ...(await idsOf(agent)), connection };
  const foreign = await foreignOf(house, agent);
  expect(foreign.customer).not.toBe('999999');
  expect(foreign.wallet).not.toBe('999999');

  for (const [path, line] of Object.entries(PAGES)) {
    if (line.who === 'program' || line.needs === 'token') continue;
    const closed = await open(nobody, path, line, houseIds);
    if (line.who === 'public') {
      expect(closed.status(), path).toBeLessThan(400);
      continue;
    }
    expect([302, 303, 307, 401, 404], `${path} for nobody`).toContain(closed.status());
    const isThere = (ids: Ids) => !line.needs || ids[line.needs] !== '999999';
    const [byHouse, byViewer, byAgent] = [
      await open(house, path, line, houseIds),
      await open(viewer, path, line, houseIds),
      await open(agent, path, line, agentIds),
    ];
    // An export that lacks its own fields answers 400: it has let the caller in.
    const allowed = (ids: Ids) => (isThere(ids) ? [200, 400] : [404]);
    expect(allowed(houseIds), `${path} for an admin`).toContain(byHouse.status());
    expect(line.who === 'admin' ? [404] : allowed(houseIds), `${path} for a viewer`).toContain(byViewer.status());
    expect(line.who === 'everyone' ? allowed(agentIds) : [403, 404], `${path} for an agent`).toContain(
      byAgent.status(),
    );
    if (byAgent.status() === 200) {
      expect(await byAgent.text(), path).not.toMatch(/costPerGb|admin@gigatill\.test|SANDBOX0IPWEB0TOKEN/);
    }
    if (line.who !== 'everyone' || !line.needs) continue;
    const [another, missing] = [await open(agent, path, line, foreign), await open(agent, path, line, MISSING)];
    expect([another.status(), missing.status()], `${path} of another agent`).toEqual([404, 404]);
  }
});
