import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDecimal } from '../decimal';
import { SandboxFixture } from '../fixture';

const sandbox = new SandboxFixture();
const micro = (text: string) => parseDecimal(text, 6) ?? 0n;

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());

describe('the demo adds up', () => {
  test('recharged less consumed is what is left, and the lists say the same', async () => {
    const { rows } = (await sandbox.control('/balances')).json;
    const truth = (await sandbox.control('/truth')).json.rows;
    const listed = (await sandbox.ipweb('/open/customer/list?pageSize=100')).json.data.rows;
    const used = new Map<string, bigint>();
    for (const row of truth) {
      const total = micro(row.uploadMb) + micro(row.downloadMb);
      used.set(row.customerId, (used.get(row.customerId) ?? 0n) + total);
    }
    for (const row of rows) {
      expect(used.get(row.customerId) ?? 0n, row.customerId).toBe(micro(row.consumedMb));
      expect(micro(row.rechargedMb) - micro(row.consumedMb), row.customerId).toBe(micro(row.residualMb));
      expect(micro(row.residualMb) >= 0n, row.customerId).toBe(true);
      const line = listed.find((one) => String(one.customerId) === row.customerId);
      expect(line?.residualFlow).toBe(Number(row.residualMb));
    }
    const total = [...used.values()].reduce((sum, one) => sum + one, 0n);
    const pool = (await sandbox.ipweb('/api/agent/getFlowTotalFull')).json.data.account;
    expect(pool.consumeFlow).toBe(Number(total / 10_000n) / 100);
  });

  test('one customer is dry, one runs dry within three days, one has no data', async () => {
    const { rows } = (await sandbox.control('/balances')).json;
    const row = (id: string) => rows.find((one) => one.customerId === id);
    expect(row('1166')?.residualMb).toBe('0');
    expect(row('1369')).toMatchObject({ rechargedMb: '0', consumedMb: '0' });
    const truth = (await sandbox.control('/truth?from=2026-03-11&to=2026-03-17')).json.rows;
    const week = truth.filter((one) => one.customerId === '1138');
    const mean = week.reduce((sum, one) => sum + Number(one.uploadMb) + Number(one.downloadMb), 0) / 7;
    const days = Number(row('1138')?.residualMb) / mean;
    expect(days).toBeGreaterThan(0.5);
    expect(days).toBeLessThan(3);
  });

  test('a customer that ran dry stops, and goes on after a recharge', async () => {
    sandbox.now = new Date('2026-03-25T04:00:00Z');
    const path = '/open/dynamic/flowReport?customerId=1138&startDate=2026-03-24&endDate=2026-03-25';
    expect((await sandbox.ipweb(path)).json.data.total).toBe(0);
    await sandbox.ipweb('/api/agent/rechargeTrafficCount?customerId=1138&orderId=refill&trafficCount=500');
    expect((await sandbox.ipweb(path)).json.data.rows.map((row) => row.reportDate)).toEqual(['2026-03-25']);
    const { rows } = (await sandbox.control('/balances')).json;
    expect(rows.every((row) => micro(row.residualMb) >= 0n)).toBe(true);
  });

  test('the demo names its agents and customers for the app', async () => {
    const { json } = await sandbox.control('/demo');
    expect(json.agents).toHaveLength(6);
    const emails = new Set([...json.agents.map((agent) => agent.email), null]);
    expect(json.customers.every((customer) => emails.has(customer.agent))).toBe(true);
    expect(json.customers[0]).toEqual({
      externalId: '39',
      name: 'Mercer Price Watch',
      email: 'ops@mercerwatch.example',
      agent: 'agents@northlane.example',
    });
  });
});

describe('worlds of any size', () => {
  test('3,000 customers by 60 days page to exactly what the truth says', async () => {
    await sandbox.control('/seed', { customers: 3000, days: 60, seed: 7 });
    const truth = (await sandbox.control('/truth')).json.rows;
    expect(truth).toHaveLength(180_000);
    const seen = new Map<string, string>();
    for (let page = 1; page <= 90; page += 1) {
      const { data } = (await sandbox.ipweb(`/open/dynamic/flowReport?pageSize=2000&pageNum=${page}`)).json;
      expect(data.total).toBe(180_000);
      for (const row of data.rows)
        seen.set(`${row.customerId} ${row.reportDate}`, `${row.uploadFlow} ${row.downloadFlow}`);
    }
    expect(seen.size).toBe(180_000);
    const wrong = truth.filter(
      (row) => seen.get(`${row.customerId} ${row.date}`) !== `${Number(row.uploadMb)} ${Number(row.downloadMb)}`,
    );
    expect(wrong).toEqual([]);
  });

  test('one day can be overridden or taken away', async () => {
    const path = '/open/dynamic/flowReport?customerId=100001&startDate=2026-03-20&endDate=2026-03-21';
    await sandbox.control('/usage', {
      customerId: '100001',
      date: '2026-03-20',
      uploadMb: '596.9',
      downloadMb: '57500.89',
    });
    await sandbox.control('/usage', { customerId: 100001, date: '2026-03-21', uploadMb: null, downloadMb: null });
    const { text } = await sandbox.ipweb(path);
    expect(text).toContain('"uploadFlow":596.9,"downloadFlow":57500.89');
    expect(JSON.parse(text).data.total).toBe(1);
  });
});
