import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY } from '../credentials';
import { NOON, SandboxFixture } from '../fixture';

const sandbox = new SandboxFixture();
const login = async () => {
  const { json } = await sandbox.freebit('authOem/', { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY });
  return json.authKey;
};

beforeAll(() => sandbox.start());
afterAll(() => sandbox.remove());
beforeEach(async () => {
  sandbox.now = NOON;
  await sandbox.control('/reset', {});
});

describe('authOem', () => {
  test('gives a key, and 205 for a wrong login', async () => {
    const { json } = await sandbox.freebit('authOem/', { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY });
    expect(json).toMatchObject({ resultCode: '100', status: { message: 'OK', statusCode: '200' } });
    expect(json.authKey).toMatch(/^[0-9A-F]{40}$/);
    const wrong = await sandbox.freebit('authOem/', { oemId: FREEBIT_OEM_ID, oemKey: 'no' });
    expect(wrong.status).toBe(200);
    expect(wrong.json).toEqual({ resultCode: '205', status: { message: 'Auth Error', statusCode: '403' } });
  });

  test('a key ends after its time', async () => {
    await sandbox.control('/settings', { freebit: { authKeyMinutes: 5 } });
    const authKey = await login();
    sandbox.now = new Date(NOON.getTime() + 6 * 60_000);
    expect((await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: '09012345678' })).json.resultCode).toBe(
      '205',
    );
  });

  test('a raw JSON body is read only where the settings say so', async () => {
    const body = JSON.stringify({ oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY });
    const send = async () => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', body, headers };
      return (await fetch(sandbox.url('/freebit/emptool/api/authOem/'), init)).json();
    };
    expect(await send()).toMatchObject({ resultCode: '204' });
    await sandbox.control('/settings', { freebit: { bodyEncoding: 'any' } });
    expect(await send()).toMatchObject({ resultCode: '100' });
  });
});

describe('getTrafficInfo', () => {
  test('a SIM: strings for numbers, recent days newest first without today', async () => {
    const authKey = await login();
    const { json } = await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: '09012345678' });
    expect(json).toMatchObject({ resultCode: '100', account: '09012345678', traffic: { blackList: '20' } });
    expect(json.traffic.today).toMatch(/^\d+$/);
    const truth = (await sandbox.control('/truth?provider=freebit&from=2026-03-11&to=2026-03-17')).json.rows;
    const own = truth.filter((row) => row.account === '09012345678').map((row) => row.kb);
    expect(json.traffic.inRecentDays).toBe([...own].reverse().join(','));
    await sandbox.control('/settings', { freebit: { recentDaysOrder: 'oldest_first' } });
    const turned = await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: '09012345678' });
    expect(turned.json.traffic.inRecentDays).toBe(own.join(','));
  });

  test('today becomes the newest recent day', async () => {
    const authKey = await login();
    await sandbox.control('/usage', { provider: 'freebit', account: '09012345678', date: '2026-03-18', kb: 4711 });
    const ask = async (key: string) =>
      (await sandbox.freebit('mvno/getTrafficInfo/', { authKey: key, account: '09012345678' })).json.traffic;
    expect((await ask(authKey)).today).toBe('4711');
    sandbox.now = new Date('2026-03-18T16:00:00Z');
    expect((await ask(await login())).inRecentDays.split(',')[0]).toBe('4711');
  });

  test('a share group has no recent days', async () => {
    const authKey = await login();
    const { json } = await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: 'AAA0_00000000001' });
    expect(json).toMatchObject({ resultCode: '100', traffic: { inRecentDays: '' } });
  });

  test('every documented refusal', async () => {
    const authKey = await login();
    const ask = async (account: string, key = authKey) =>
      (await sandbox.freebit('mvno/getTrafficInfo/', { authKey: key, account })).json;
    expect(await ask('')).toEqual({ resultCode: '201', status: { message: 'Bad Request', statusCode: '400' } });
    expect((await ask('09012345678', 'no')).resultCode).toBe('205');
    expect((await ask('08099999999')).resultCode).toBe('210');
    expect((await ask('12')).resultCode).toBe('240');
    expect(await ask('ZZZ9_00000000001')).toEqual({
      resultCode: '323',
      status: { message: 'Not Found', statusCode: '404' },
    });
    const { sims } = (await sandbox.control('/demo')).json;
    const codes: string[] = [];
    for (const { account } of sims) codes.push((await ask(account)).resultCode);
    expect(codes.filter((code) => code === '211')).toHaveLength(1);
    expect(codes.filter((code) => code === '100')).toHaveLength(sims.length - 1);
    await sandbox.control('/settings', { freebit: { httpStatus: 'mirror' } });
    expect((await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: '08099999999' })).status).toBe(500);
  });

  test('every call is counted by account and day, without secrets in the log', async () => {
    const authKey = await login();
    for (let n = 0; n < 3; n += 1) await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: '09012345678' });
    expect((await sandbox.control('/calls?provider=freebit&summary=1')).json.counts).toEqual([
      { path: '/emptool/api/mvno/getTrafficInfo/', subject: '09012345678', day: '2026-03-18', count: 3 },
    ]);
    const { text } = await sandbox.control('/calls?provider=freebit');
    expect(text).not.toContain(authKey);
    expect(text).not.toContain(FREEBIT_OEM_KEY);
  });
});

describe('addSpec', () => {
  const spec = { kind: 'MVNO', account: '09012345678', quota: '1024', quotaCode: 'ref-1' };

  test('adds every time it is called: not replay-safe', async () => {
    const authKey = await login();
    for (let n = 0; n < 2; n += 1) {
      expect((await sandbox.freebit('master/addSpec/', { authKey, ...spec })).json.resultCode).toBe('100');
    }
    const { effects } = (await sandbox.control('/ledger?provider=freebit&account=09012345678')).json;
    expect(effects).toHaveLength(2);
    expect(effects[0]).toMatchObject({ kind: 'add_quota', quotaMb: 1024, quotaCode: 'ref-1' });
  });

  test('refuses what the documents refuse', async () => {
    const authKey = await login();
    const send = async (change: object) =>
      (await sandbox.freebit('master/addSpec/', { authKey, ...spec, ...change })).json.resultCode;
    expect(await send({ quota: '0' })).toBe('204');
    expect(await send({ quota: '512001' })).toBe('204');
    expect(await send({ quota: '1.5' })).toBe('204');
    expect(await send({ quotaCode: 'x'.repeat(513) })).toBe('204');
    expect(await send({ expire: '20261301' })).toBe('204');
    expect(await send({ kind: 'MASTER' })).toBe('204');
    expect(await send({ account: '08099999999' })).toBe('210');
    expect((await sandbox.control('/ledger?provider=freebit')).json.effects).toEqual([]);
  });
});
