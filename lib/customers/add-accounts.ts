import { recordAudit } from '@/lib/audit';
import { type Context, requireRole } from '@/lib/core/actor';
import { AppError, notFound } from '@/lib/core/errors';
import { inTransaction, type Tx } from '@/lib/infra/db';
import { type AccountLine, freebitAccountKind, MAX_ACCOUNT_LINES, parseAccountLines } from './parse-account-lines';
import type { AddAccountsDto, AddAccountsInput } from './schemas';

type Checked = AccountLine & { customerId: number | null; customerName: string | null };

/** The customers that the lines name, by number, e-mail or exact name; a name that fits two is nobody's. */
async function findCustomers(
  tx: Tx,
  lines: AccountLine[],
): Promise<Map<string, { id: number; name: string } | 'several'>> {
  const wanted = [...new Set(lines.flatMap(({ customer }) => (customer === null ? [] : [customer])))];
  const ids = wanted.filter((text) => /^[1-9]\d{0,8}$/.test(text)).map(Number);
  const rows = await tx.customer.findMany({
    where: { archivedAt: null, OR: [{ id: { in: ids } }, { email: { in: wanted } }, { name: { in: wanted } }] },
    select: { id: true, name: true, email: true },
  });
  const found = new Map<string, { id: number; name: string } | 'several'>();
  for (const text of wanted) {
    const fits = rows.filter((row) => String(row.id) === text || row.email === text || row.name === text);
    const [first] = fits;
    if (first) found.set(text, fits.length === 1 ? first : 'several');
  }
  return found;
}

async function check(tx: Tx, connectionId: number, lines: AccountLine[]): Promise<Checked[]> {
  const customers = await findCustomers(tx, lines);
  const there = await tx.upstreamAccount.findMany({
    where: { connectionId, externalId: { in: lines.map(({ externalId }) => externalId) } },
    select: { externalId: true },
  });
  const known = new Set(there.map(({ externalId }) => externalId));
  return lines.map((line) => {
    const customer = line.customer === null ? null : customers.get(line.customer);
    const found = customer && customer !== 'several' ? customer : null;
    const problem =
      line.problem ??
      (known.has(line.externalId) ? 'This account is there already.' : null) ??
      (customer === undefined ? `There is no customer ${line.customer}.` : null) ??
      (customer === 'several' ? `Several customers are called ${line.customer}: use the number.` : null);
    return { ...line, problem, customerId: found?.id ?? null, customerName: found?.name ?? null };
  });
}

function assertLineCount(lines: AccountLine[]): void {
  if (lines.length > 0 && lines.length <= MAX_ACCOUNT_LINES) return;
  const message = lines.length === 0 ? 'Paste at least one line.' : `At most ${MAX_ACCOUNT_LINES} lines at once.`;
  throw new AppError('invalid_input', message, { fields: [{ path: 'text', message }] });
}

/**
 * Enters many accounts at once for a provider that lists none (Freebit). Each line is checked and comes back with its
 * verdict; `dryRun` adds nothing. Without it the good lines are added and the others left out.
 */
export async function addAccounts(ctx: Context, input: AddAccountsInput): Promise<AddAccountsDto> {
  requireRole(ctx.actor, 'admin');
  const lines = parseAccountLines(input.text);
  assertLineCount(lines);
  return inTransaction(async (tx) => {
    const connection = await tx.connection.findUnique({ where: { id: input.connectionId } });
    if (!connection) throw notFound('The connection');
    if (connection.provider !== 'freebit') {
      throw new AppError('not_supported', `${connection.name} lists its accounts itself: sync it instead.`);
    }
    const checked = await check(tx, connection.id, lines);
    const good = checked.filter(({ problem }) => problem === null);
    if (!input.dryRun && good.length > 0) {
      const { count } = await tx.upstreamAccount.createMany({
        data: good.map(({ externalId, externalName, customerId }) => ({
          connectionId: connection.id,
          externalId,
          externalName,
          customerId,
          kind: freebitAccountKind(externalId),
        })),
        skipDuplicates: true,
      });
      await recordAudit(tx, ctx, {
        action: 'account.added_many',
        entity: 'connection',
        entityId: connection.id,
        after: { added: count, accounts: good.map(({ externalId }) => externalId) },
      });
    }
    return {
      added: input.dryRun ? 0 : good.length,
      lines: checked.map(({ no, externalId, externalName, customerName, problem }) => ({
        no,
        externalId,
        externalName,
        customerName,
        problem,
      })),
    };
  });
}
