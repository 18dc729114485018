import { resolve } from 'node:path';
import type { Command } from 'commander';
import { BadNews, print, printJson } from './output';
import { note, withInstallation } from './session';

/** `backup FILE` and `restore FILE`. */
export function backupCommands(program: Command): void {
  program
    .command('backup')
    .description('writes a consistent backup as plain SQL, gzipped where the name ends in .gz')
    .argument('<file>')
    .action(async (file: string, _options, command: Command) => {
      await withInstallation(async ({ database }) => {
        const { backup } = await import('../backup/dump');
        const summary = await backup(database.url, resolve(file));
        const { noteBackup } = await import('@/lib/overview');
        await noteBackup(new Date());
        if (command.optsWithGlobals().json) printJson(summary);
        else print(`Wrote ${summary.rows} rows of ${summary.tables} tables to ${summary.file}`);
        note(
          'Keep the secret, too, but apart from this file: it is GIGATILL_SECRET, or the file "secret" in the data folder.',
        );
        note('Without it the credentials in the backup stay sealed.');
      });
    });
  program
    .command('restore')
    .description('puts a backup back; refuses a database that is not empty')
    .argument('<file>')
    .option('--force', 'throw away what the database holds')
    .action(async (file: string, options: { force?: true }, command: Command) => {
      await withInstallation(async ({ database }) => {
        const { restore } = await import('../backup/restore');
        const summary = await restore(database.url, resolve(file), { force: options.force === true });
        const { checkLedger } = await import('@/lib/ledger');
        const ledger = await checkLedger();
        if (command.optsWithGlobals().json) printJson({ ...summary, ledger });
        else {
          print(
            `Restored ${summary.rows} rows of ${summary.tables} tables; every table has the rows that the backup says`,
          );
          print(
            ledger.ok
              ? 'The ledger proves itself'
              : `The ledger has ${ledger.problems.length} problems: see ledger check`,
          );
        }
        if (!ledger.ok) throw new BadNews();
      });
    });
}
