import { randomUUID } from 'node:crypto';
import { createOrder } from '@/lib/orders';
import { createOrderInput } from '@/lib/orders/schemas';
import { createSimpleUpdateTables, openSimpleUpdate, ratePerSecond } from '../limits/simple-update';
import { connect } from '../machine/database';
import { ctx, enterInstallation, leaveInstallation } from '../machine/installation';
import { startSandboxProcess } from '../machine/sandbox';
import { inTurn } from '../measure/in-turn';
import { atLeast, compare } from '../measure/statistics';
import { measureChaos } from '../orders/chaos';
import { makeWorld, type World } from '../orders/world';
import type { Bench, Line, Suite } from '../types';

const CLIENTS = 8;
const MEASURE_MS = 3_000;
/** Orders from the first statement to the recorded outcome, without faults. */
async function measureRate({ note, options }: Bench, { url, sellers }: World): Promise<Line[]> {
  const order = (accountId: number) => async () => {
    const input = createOrderInput.parse({ type: 'top_up', accountId: String(accountId), amountGb: '0.01' });
    const made = await createOrder(ctx, input, { idempotencyKey: randomUUID() });
    if (made.order.status !== 'succeeded') throw new Error(`An order is ${made.order.status}.`);
  };
  const workers = sellers.map(({ accountId }) => order(accountId));
  const simpleUpdate = await openSimpleUpdate(url, CLIENTS);
  note(`orders of ${CLIENTS} clients, ${options.repeat} times ${MEASURE_MS / 1000} s`);
  const values = await inTurn(options.repeat, {
    ours: () => ratePerSecond(MEASURE_MS, workers),
    limit: () => simpleUpdate.run(MEASURE_MS),
    oursAlone: () => ratePerSecond(MEASURE_MS, workers.slice(0, 1)),
  });
  await simpleUpdate.close();
  await leaveInstallation();
  const line = { unit: '/s', against: 'simple-update transactions, eight clients' };
  return [
    compare({ ...line, what: 'orders, eight clients', goal: atLeast(0.05, 0.1) }, values.ours, values.limit),
    compare({ ...line, what: 'orders, one client' }, values.oursAlone, values.limit),
  ];
}

/** Throughput of orders and, with `--minutes`, what becomes of them when everything fails now and then. */
export const orders: Suite = async (bench) => {
  const { database, folder, note, options } = bench;
  const url = await database('sales');
  enterInstallation(url);
  note('preparing');
  const client = await connect(url);
  await createSimpleUpdateTables(client);
  await client.end();
  const sandbox = await startSandboxProcess(folder('sandbox'));
  try {
    const world = await makeWorld(url, sandbox, CLIENTS);
    const lines = await measureRate(bench, world);
    return options.minutes > 0 ? [...lines, ...(await measureChaos(bench, world))] : lines;
  } finally {
    await leaveInstallation();
    await sandbox.stop();
  }
};
