import type { Command } from 'commander';
import { BadNews, print, printJson } from './output';
import { withInstallation } from './session';

/** `audit verify`. */
export function auditCommands(program: Command): void {
  program
    .command('audit')
    .description('who did what')
    .command('verify')
    .description('proves the hash chain of audit events; exit code 1 when it is broken')
    .action(async (_options, command: Command) => {
      await withInstallation(async () => {
        const { verifyAudit } = await import('@/lib/audit');
        const { sealed, waiting, head, broken } = await verifyAudit();
        if (command.optsWithGlobals().json) printJson({ ok: broken === null, sealed, waiting, head, broken });
        else if (broken === null) {
          print(`ok: ${sealed} events in an unbroken chain, ${waiting} not sealed yet; its head is ${head}`);
        } else {
          const { eventId, sealNo, reason } = broken;
          print(`failed: after ${sealed} good events, event ${eventId} (no. ${sealNo} in the chain): ${reason}`);
        }
        if (broken !== null) throw new BadNews();
      });
    });
}
