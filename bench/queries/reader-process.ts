import { z } from 'zod';
import { loadSynthetic } from '@/lib/demo';
import { warmRankings } from '@/lib/usage';
import { connect } from '../machine/database';
import { ctx, enterInstallation } from '../machine/installation';
import { timed } from '../measure/in-turn';
import { type Operations, operationsOf } from './operations';

/** Works on one database as an app's process would, as bench/queries/reader.ts tells it. */
const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('load'), customers: z.number(), days: z.number() }),
  z.object({ kind: z.literal('names') }),
  z.object({ kind: z.literal('time'), name: z.string(), times: z.number() }),
]);

const [url = '', top = '1', compared = '1'] = process.argv.slice(2);
enterInstallation(url);
const client = await connect(url);
let operations: Operations | undefined;

async function obey(order: z.infer<typeof orderSchema>): Promise<unknown> {
  if (order.kind === 'load') {
    await loadSynthetic(ctx, order);
    await client.query('VACUUM (ANALYZE)');
    await warmRankings(new Date()); // as a worker does within seconds
    return null;
  }
  operations ??= await operationsOf(client, Number(top), Number(compared));
  if (order.kind === 'names') return [...operations.keys()];
  const operation = operations.get(order.name);
  if (!operation) throw new Error(`There is no operation ${order.name}.`);
  const values: number[] = [];
  for (let n = 0; n < order.times; n++) values.push(await timed(operation));
  return values;
}

process.on('message', (message) => {
  obey(orderSchema.parse(message)).then(
    (result) => process.send?.({ result }),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
