import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { print, printJson } from './output';
import { withInstallation } from './session';

/** `usage archive`, `usage restore`. */
export function usageCommands(program: Command): void {
  const usage = program.command('usage').description('old months of usage');
  usage
    .command('archive')
    .description('puts the days of accounts of old months into files; charts by connection and agent keep them')
    .requiredOption('--before <month>', 'the first month that stays, such as 2025-01')
    .option('--to <folder>', 'where the files go (archive below the data folder)')
    .action(async (options: { before: string; to?: string }, command: Command) => {
      await withInstallation(async ({ database, environment }) => {
        const { archiveUsage } = await import('../usage-archive/archive');
        const folder = options.to === undefined ? join(environment.dataDir, 'archive') : resolve(options.to);
        const months = await archiveUsage(database.url, { before: options.before, folder, now: new Date() });
        if (command.optsWithGlobals().json) return printJson({ months });
        if (months.length === 0) return print(`There is nothing before ${options.before}.`);
        for (const { month, rows, file } of months) print(`${month}: ${rows} days of accounts are now in ${file}`);
        print('Keep these files with your backups: a backup made from now on does not hold these months.');
      });
    });
  usage
    .command('restore <month>')
    .description('brings an archived month back')
    .option('--file <file>', 'where its file is now')
    .action(async (month: string, options: { file?: string }, command: Command) => {
      await withInstallation(async ({ database }) => {
        const { restoreUsage } = await import('../usage-archive/restore');
        const file = options.file === undefined ? {} : { file: resolve(options.file) };
        const result = await restoreUsage(database.url, { month, ...file });
        if (command.optsWithGlobals().json) return printJson({ month, ...result });
        print(`${month} is back: ${result.rows} days of accounts from ${result.file}`);
      });
    });
}
