import { Command, CommanderError } from 'commander';
import { apiKeyCommands, userCommands } from './access';
import { auditCommands } from './audit';
import { backupCommands } from './backup';
import { connectionCommands } from './connections';
import { demoCommands } from './demo';
import { doctorCommand } from './doctor';
import { ledgerCommands } from './ledger';
import { BadNews, explain, UsageError } from './output';
import { syncCommand } from './sync';
import { usageCommands } from './usage';

const program = new Command('gigatill')
  .description("Gigatill's command line for operators. Works while the app runs.")
  .option('--json', 'machine-readable output')
  .exitOverride()
  .showHelpAfterError('(--help shows how it is used)');

apiKeyCommands(program);
userCommands(program);
connectionCommands(program);
syncCommand(program);
doctorCommand(program);
ledgerCommands(program);
auditCommands(program);
demoCommands(program);
backupCommands(program);
usageCommands(program);

function exitCodeOf(error: unknown): number {
  // Commander has printed its own: help that was asked for is no error, anything else is wrong use.
  if (error instanceof CommanderError) return error.code === 'commander.helpDisplayed' ? 0 : 2;
  if (error instanceof BadNews) return 1;
  const { code, message } = explain(error);
  process.stderr.write(program.opts().json ? `${JSON.stringify({ code, message })}\n` : `${message}\n`);
  return error instanceof UsageError ? 2 : 1;
}

program.parseAsync().then(
  () => process.exit(0),
  (error: unknown) => process.exit(exitCodeOf(error)),
);
