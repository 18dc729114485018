import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { print, printJson, UsageError } from './output';
import { withInstallation } from './session';

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= 1 && value <= most) return value;
  throw new UsageError(`${name} must be a whole number from 1 to ${most}`);
}

/** `demo load`. */
export function demoCommands(program: Command): void {
  program
    .command('demo')
    .description('data for trials and benchmarks')
    .command('load')
    .description('adds synthetic customers, each with one upstream account, usage and orders')
    .requiredOption('--customers <n>')
    .requiredOption('--days <n>')
    .action(async (options: { customers: string; days: string }, command: Command) => {
      const customers = count('--customers', options.customers, 1_000_000);
      const days = count('--days', options.days, 3660);
      await withInstallation(async ({ ctx }) => {
        const { loadSynthetic } = await import('@/lib/demo');
        const bar = new SingleBar(
          { format: '[{bar}] {value}/{total} rows', stream: process.stderr },
          Presets.shades_classic,
        );
        if (process.stderr.isTTY) bar.start(customers * days, 0);
        const made = await loadSynthetic(ctx, { customers, days }, (done, total) => {
          bar.setTotal(total);
          bar.update(done);
        }).finally(() => bar.stop());
        if (command.optsWithGlobals().json) return printJson(made);
        print(
          `Added ${made.customers} customers of ${made.agents} agents with ${made.accounts} accounts, ` +
            `${made.usageRows} usage days (${made.days} days each) and ${made.orders} orders ` +
            `with ${made.providerRecords} provider records and ${made.transactions} ledger transactions.`,
        );
      });
    });
}
