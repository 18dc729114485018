import type { Command } from 'commander';
import { BadNews, print, printJson, printTable, UsageError } from './output';
import { withInstallation } from './session';

/** The id that a person typed. @throws UsageError when it is none. */
export function idOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`"${text}" is no id; connection list shows them`);
}

/** `connection list` and `connection test`. */
export function connectionCommands(program: Command): void {
  const connection = program.command('connection').description('provider accounts');
  connection
    .command('list')
    .description('connections with their health')
    .action(async (_options, command: Command) => {
      await withInstallation(async ({ ctx }) => {
        const { listConnections } = await import('@/lib/connections');
        const { data } = await listConnections(ctx);
        if (command.optsWithGlobals().json) return printJson(data);
        if (data.length === 0) return print('There is no connection yet.');
        printTable(
          ['ID', 'PROVIDER', 'NAME', 'STATUS', 'LAST SYNC', 'DETAIL'],
          data.map((one) => [
            one.id,
            one.provider,
            one.name,
            one.status,
            one.lastSyncedAt ?? 'never',
            one.statusDetail ?? '',
          ]),
        );
      });
    });
  connection
    .command('test')
    .description('makes a few read-only calls; exit code 1 when one fails')
    .argument('<id>')
    .action(async (text: string, _options, command: Command) => {
      const id = idOf(text);
      await withInstallation(async ({ ctx }) => {
        const { testConnection } = await import('@/lib/connections');
        const result = await testConnection(ctx, { id });
        if (command.optsWithGlobals().json) printJson(result);
        else {
          for (const check of result.checks) {
            print(`${check.ok ? 'ok    ' : 'failed'}  ${check.name}  ${check.latencyMs} ms  ${check.detail}`);
          }
          print(`${result.ok ? 'ok' : 'failed'}: ${result.detail}`);
        }
        if (!result.ok) throw new BadNews();
      });
    });
}
