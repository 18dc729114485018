import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { Context } from '@/lib/core/actor';
import type { SyncInput, SyncRunDto } from '@/lib/sync/schemas';
import { idOf } from './connections';
import { BadNews, parseInput, print, printJson } from './output';
import { note, withInstallation } from './session';

type Target = { id: number; name: string };

async function targets(ctx: Context, id: number | undefined): Promise<Target[]> {
  const { getConnection, listConnections } = await import('@/lib/connections');
  if (id !== undefined) return [{ id, name: (await getConnection(ctx, { id })).name }];
  const { data } = await listConnections(ctx);
  return data.filter(({ status }) => status !== 'disabled').map((one) => ({ id: Number(one.id), name: one.name }));
}

/** Runs one sync to its end, with a bar on stderr where a person looks on. */
async function syncOne(ctx: Context, target: Target, window: SyncInput): Promise<SyncRunDto> {
  const { getSyncRun, runSync, startSync } = await import('@/lib/sync');
  const run = await startSync(ctx, { connectionId: target.id, ...window });
  const bar = new SingleBar(
    { format: `${target.name} [{bar}] {value}/{total} {unit}, {rows} rows`, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  if (process.stderr.isTTY) bar.start(1, 0, { unit: '', rows: 0 });
  else note(`Syncing ${target.name}…`);
  try {
    await runSync(Number(run.id), {
      onProgress: ({ done, total, unit, rowsRead }) => {
        bar.setTotal(Math.max(total, 1));
        bar.update(done, { unit, rows: rowsRead });
      },
    });
  } finally {
    bar.stop();
  }
  return getSyncRun(ctx, { id: Number(run.id) });
}

/** `sync`. */
export function syncCommand(program: Command): void {
  program
    .command('sync')
    .description('reads a connection, or all of them, and waits for the end')
    .argument('[connection-id]')
    .option('--from <day>', 'first provider day, YYYY-MM-DD')
    .option('--to <day>', 'last provider day')
    .action(async (text: string | undefined, { from, to }, command: Command) => {
      const id = text === undefined ? undefined : idOf(text);
      const { syncInput } = await import('@/lib/sync/schemas');
      const window = parseInput(syncInput, { from, to });
      await withInstallation(async ({ ctx }) => {
        const runs: SyncRunDto[] = [];
        for (const target of await targets(ctx, id)) {
          const run = await syncOne(ctx, target, window);
          runs.push(run);
          if (command.optsWithGlobals().json) continue;
          print(
            run.status === 'succeeded'
              ? `${target.name}: ${run.from} to ${run.to}, ${run.rowsRead} rows read, ${run.rowsChanged} changed`
              : `${target.name}: ${run.status}. ${run.error ?? ''}`.trim(),
          );
        }
        if (command.optsWithGlobals().json) printJson(runs);
        else if (runs.length === 0) print('There is no connection to sync.');
        if (runs.some(({ status }) => status !== 'succeeded')) throw new BadNews();
      });
    });
}
