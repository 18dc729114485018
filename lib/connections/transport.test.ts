import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { useTestSandbox } from '@/bin/test/sandbox';
import { connect } from './testing';
import { createTransport } from './transport';

const sandbox = useTestSandbox();
/** What the provider answers, in turn; the last one for good. */
type Said = { status: number; body: string; headers?: Record<string, string> };
let server: Server;
let saying: Said[] = [];
let calls: number[] = [];

beforeAll(async () => {
  server = createServer((_request, response) => {
    calls.push(Date.now());
    const said = saying.length > 1 ? saying.shift() : saying[0];
    response.writeHead(said?.status ?? 500, said?.headers);
    response.end(said?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return () => server.close();
});
afterEach(() => {
  calls = [];
  vi.useRealTimers();
});

const FINE: Said = { status: 200, body: '{"code":200}' };
const TOO_MANY: Said = { status: 429, body: '{"code":429,"msg":"too many"}', headers: { 'retry-after': '1' } };
const BROKEN: Said = { status: 502, body: '<html>' };

async function transportFor(patienceMs: number) {
  const { id } = await connect(sandbox, 'ipweb');
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a path
  const connection = { id: Number(id), name: 'x', perMinute: 6000 };
  const transport = createTransport({ connection, policy: { allowLocal: true }, patienceMs, closed: null });
  return (command: boolean) => transport({ method: 'GET', url: `http://127.0.0.1:${port}/`, command });
}

describe('a provider that says "too many calls"', () => {
  it('is left alone for as long as it asks, then a read is sent again', async () => {
    const send = await transportFor(10_000);
    saying = [TOO_MANY, FINE];
    expect(await send(false)).toMatchObject({ status: 200 });
    expect(calls).toHaveLength(2);
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('is not asked again by who cannot wait as long, and a command goes out once', async () => {
    const send = await transportFor(500);
    saying = [{ ...TOO_MANY, headers: { 'retry-after': '600' } }];
    expect(await send(false)).toMatchObject({ status: 429 });
    expect(calls).toHaveLength(1);
    expect(await send(true)).toMatchObject({ status: 429 });
    expect(calls).toHaveLength(2);
  });
});

it('a read that is in no hurry waits for the end of the rest of a provider that failed again and again', async () => {
  const patient = await transportFor(60_000);
  saying = [BROKEN];
  await patient(false);
  await expect(patient(false)).rejects.toThrow('left alone');
  expect(calls).toHaveLength(5);
  saying = [FINE];
  expect(await patient(false)).toMatchObject({ status: 200 });
  expect((calls[5] ?? 0) - (calls[4] ?? 0)).toBeGreaterThan(5_000);
}, 30_000);

it('a clock that is set while a provider rests makes the rest neither shorter nor longer', async () => {
  const send = await transportFor(500);
  saying = [BROKEN];
  for (let failures = 0; failures < 5; failures += 3) await send(false).catch(() => undefined);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
  calls = [];
  await expect(send(true)).rejects.toThrow('left alone');
  expect(calls).toHaveLength(0);
});

it('a clock that is put back while a provider rests does not let it rest until that time is there again', async () => {
  const patient = await transportFor(60_000);
  saying = [BROKEN];
  for (let failures = 0; failures < 5; failures += 3) await patient(false).catch(() => undefined);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
  saying = [FINE];
  expect(await patient(false)).toMatchObject({ status: 200 });
}, 30_000);
