import type { Command } from 'commander';
import { BadNews, print, printJson } from './output';
import { withInstallation } from './session';

/** `ledger check`. */
export function ledgerCommands(program: Command): void {
  program
    .command('ledger')
    .description('the books')
    .command('check')
    .description('proves every rule of the ledger; exit code 1 when one is broken')
    .action(async (_options, command: Command) => {
      await withInstallation(async () => {
        const { runLedgerCheck } = await import('@/lib/ledger');
        const result = await runLedgerCheck();
        if (command.optsWithGlobals().json) printJson(result);
        else {
          for (const { rule, subject, detail } of result.problems) print(`${rule}: ${subject}: ${detail}`);
          const size = `${result.transactions} transactions, ${result.postings} postings`;
          print(result.ok ? `ok: ${size}, every rule holds` : `failed: ${size}, ${result.problems.length} problems`);
        }
        if (!result.ok) throw new BadNews();
      });
    });
}
