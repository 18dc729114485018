import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { FREEBIT_OEM_ID, FREEBIT_OEM_KEY, IPWEB_TOKEN } from './credentials';
import { SandboxFixture } from './fixture';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of running.splice(0)) await end();
});

function makeSandbox(): SandboxFixture {
  const sandbox = new SandboxFixture();
  running.push(() => sandbox.remove());
  return sandbox;
}

test('everything that was answered is still true after a restart', async () => {
  const sandbox = makeSandbox();
  await sandbox.start();
  const auth = await sandbox.freebit('authOem/', { oemId: FREEBIT_OEM_ID, oemKey: FREEBIT_OEM_KEY });
  const { authKey } = auth.json;
  await sandbox.ipweb('/api/agent/rechargeTrafficCount?customerId=88&orderId=a&trafficCount=1.01');
  await sandbox.ipweb('/api/agent/deductionFlow?customerId=39&trafficCount=2');
  await sandbox.freebit('master/addSpec/', { authKey, kind: 'MVNO', account: '09012345678', quota: 5, quotaCode: 'r' });
  const opened = await sandbox.ipidea('isp_ip_open', { region: 'hk', duration: 'weekly', num: '3', remark: 'r' });
  await sandbox.control('/usage', { customerId: 39, date: '2026-03-01', uploadMb: '1', downloadMb: '2.5' });
  await sandbox.control('/settings', { ipweb: { duplicateCode: 203 } });
  const paths = ['/balances', '/truth?from=2026-03-01', '/ledger?history=1', '/ledger?provider=freebit', '/settings'];
  const look = async () => {
    const texts: string[] = [];
    for (const path of paths) texts.push((await sandbox.control(path)).text);
    texts.push(
      (await sandbox.ipidea('isp_order_list', { limit: '100' })).text,
      (await sandbox.ipidea('balance_left')).text,
    );
    return texts;
  };
  const before = await look();
  await sandbox.stop();
  // A kill in the middle of a write leaves half a line; it was never answered.
  appendFileSync(join(sandbox.dataDir, 'journal.jsonl'), '{"owner":"ipweb","type":"move');
  await sandbox.start();
  expect(await look()).toEqual(before);
  expect(
    (await sandbox.ipweb('/api/agent/rechargeTrafficCount?customerId=88&orderId=a&trafficCount=1.01')).json.code,
  ).toBe(203);
  const again = await sandbox.ipidea('isp_ip_open', { region: 'hk', duration: 'weekly', num: '1' });
  expect(again.json.ret_data.order_id).not.toBe(opened.json.ret_data.order_id);
  const info = await sandbox.freebit('mvno/getTrafficInfo/', { authKey, account: '09012345678' });
  expect(info.json.resultCode).toBe('100');
});

test('a world begun days ago keeps its history and goes on', async () => {
  const sandbox = makeSandbox();
  await sandbox.start();
  const past = (await sandbox.control('/truth?to=2026-03-17')).text;
  await sandbox.stop();
  sandbox.now = new Date('2026-03-22T04:00:00Z');
  await sandbox.start();
  expect((await sandbox.control('/truth?to=2026-03-17')).text).toBe(past);
  const later = (await sandbox.control('/truth?from=2026-03-18')).json.rows;
  expect(new Set(later.map((row) => row.date))).toEqual(
    new Set(['2026-03-18', '2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']),
  );
});

test('a synthetic world survives too, and a reset forgets it', async () => {
  const sandbox = makeSandbox();
  await sandbox.start('empty');
  expect((await sandbox.ipweb('/open/customer/list')).json.data.total).toBe(0);
  await sandbox.control('/seed', { customers: 20, days: 5, seed: 3, density: 0.5, today: true });
  const before = (await sandbox.control('/truth')).text;
  await sandbox.stop();
  await sandbox.start('empty');
  expect((await sandbox.control('/truth')).text).toBe(before);
  await sandbox.control('/reset', {});
  expect((await sandbox.ipweb('/open/customer/list')).json.data.total).toBe(0);
  expect(readFileSync(join(sandbox.dataDir, 'journal.jsonl'), 'utf8').split('\n')).toHaveLength(2);
});

/** main.ts as a child process with an IPC channel; resolves when it says that it is ready. */
function startMain(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`main.ts ended with ${code}`)));
    child.once('message', (message: { url: string }) => resolve({ child, url: message.url }));
  });
}

test('main.ts: kill -9 loses nothing answered, and a lost parent ends it', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'gigatill-sandbox-'));
  running.push(async () => rmSync(dataDir, { recursive: true }));
  const first = await startMain(dataDir);
  const path = '/ipweb/api/agent/rechargeTrafficCount?customerId=88&orderId=killed&trafficCount=1';
  const init = { headers: { Token: IPWEB_TOKEN } };
  expect(await (await fetch(first.url + path, init)).json()).toMatchObject({ code: 200 });
  const killed = new Promise((resolve) => first.child.once('exit', resolve));
  first.child.kill('SIGKILL');
  await killed;
  const second = await startMain(dataDir);
  expect(await (await fetch(second.url + path, init)).json()).toMatchObject({ code: 201 });
  const ended = new Promise((resolve) => second.child.once('exit', resolve));
  second.child.disconnect();
  expect(await ended).toBe(0);
}, 30_000);
