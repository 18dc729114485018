import type { Command } from 'commander';
import { parseInput, print, printJson } from './output';
import { note, withInstallation } from './session';

/** `api-key create`. */
export function apiKeyCommands(program: Command): void {
  program
    .command('api-key')
    .description('keys for the HTTP API')
    .command('create')
    .description('makes a key and prints it, alone on one line, this once')
    .requiredOption('--name <name>', 'what the key is for')
    .option('--role <role>', 'admin or viewer')
    .option('--agent <email>', 'the agent that the key acts for, instead of a role')
    .action(async ({ name, role, agent }, command: Command) => {
      const { apiKeyInput } = await import('@/lib/auth/schemas');
      const input = parseInput(apiKeyInput, { name, role, agentEmail: agent });
      await withInstallation(async ({ ctx }) => {
        const { createApiKey } = await import('@/lib/auth');
        const made = await createApiKey(ctx, input);
        if (command.optsWithGlobals().json) printJson(made);
        else print(made.key);
      });
    });
}

/** `user create`. */
export function userCommands(program: Command): void {
  program
    .command('user')
    .description('people who sign in')
    .command('create')
    .description('adds a user; without --password prints the one it made up')
    .requiredOption('--email <email>')
    .requiredOption('--role <role>', 'admin, agent or viewer')
    .option('--password <password>', 'at least 8 characters')
    .option('--name <name>')
    .action(async ({ email, role, password, name }, command: Command) => {
      const { userInput } = await import('@/lib/auth/schemas');
      const input = parseInput(userInput, { email, role, password, name });
      await withInstallation(async ({ ctx }) => {
        const { createUser } = await import('@/lib/auth');
        const made = await createUser(ctx, input);
        if (command.optsWithGlobals().json) return printJson(made);
        note(`Created ${made.email} (${made.role}).${made.password === null ? '' : ' The password, shown only now:'}`);
        if (made.password !== null) print(made.password);
      });
    });
}
