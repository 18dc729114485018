import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabaseUrl, useTestDatabase } from '@/bin/test/database';
import { type Context, systemContext } from '@/lib/core/actor';
import { closeDb, db } from '@/lib/infra/db';
import { addAccount, addAgent, addConnection } from '@/lib/usage/testing';
import { listAccounts } from './index';
import type { AccountDto } from './schemas';
import { everyCustomer } from './testing';

useTestDatabase();
afterAll(closeDb);

const ctx = systemContext('test');

/** The same numbers in each run. */
let state = 20_261_122;
function random(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
function oneOf<Value>(values: readonly Value[]): Value {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

const WORDS = [
  ...[
    'Acme',
    'Straße',
    'İstanbul',
    'ISTANBUL',
    'ıslak',
    '100%',
    'a_b',
    'back\\slash',
    "O'Neill",
    '"quoted"',
    'Ünal',
    'ẞ',
  ],
  ...[
    '深圳市华云数据有限公司',
    '北斗',
    '富士 通信',
    'カタカナ',
    '𝒳𝒴',
    'Analytics',
    'ANALYTIC',
    '25001',
    '7',
    'x',
    '-',
    '&!|:*',
  ],
];
const SPACES = [' ', ' ', '', '-', '.', '_', '  ', '　'];

/** A name of words, some of them long, in upper and lower case. */
function name(): string {
  let text = oneOf(WORDS);
  for (let more = random(5); more > 0; more--) text += oneOf(SPACES) + oneOf(WORDS);
  return [text, text.toUpperCase(), text.toLowerCase()][random(3)] ?? text;
}

/** A text to look for: mostly a part of one that is there, sometimes one that hardly is. */
function part(text: string): string {
  const letters = [...text];
  const from = random(letters.length);
  const found = letters.slice(from, from + 1 + random(oneOf([2, 6, 12, 90]))).join('');
  return oneOf([found, found, found.toUpperCase(), found.toLowerCase(), `${found}z`]).trim();
}

let agents: number[];
const names: string[] = [];

beforeAll(async () => {
  const connectionId = await addConnection('ipweb');
  agents = [await addAgent(), await addAgent()];
  for (let no = 0; no < 240; no++) {
    const data = { name: name(), email: no % 3 === 0 ? null : `${oneOf(WORDS)}${no}@Mail.example` };
    const agentId = oneOf([...agents, null]);
    const customer = await db().customer.create({ data: { ...data, agentId } });
    names.push(data.name, data.email ?? '');
    for (let more = random(3); more > 0; more--) {
      const id = await addAccount(connectionId, no % 7 === 0 ? null : customer.id);
      const account = {
        externalId: `s${no}-${more}`,
        externalName: oneOf([null, name()]),
        label: oneOf([null, name()]),
      };
      await db().upstreamAccount.update({ where: { id }, data: account });
      names.push(account.externalId, account.externalName ?? '', account.label ?? '');
    }
  }
  // Names that change are found by what they are called now, and no longer by what they were.
  await db().$executeRaw`UPDATE customer SET name = name || ' GmbH', email = upper(email) WHERE id % 5 = 0`;
  await db().$executeRaw`UPDATE upstream_account SET label = 'Neu ' || coalesce(label, '') WHERE id % 4 = 0`;
  names.push('GmbH', 'neu');
});

function asAgent(agentId: number): Context {
  return {
    actor: { kind: 'key', keyId: 1, name: 'key', role: 'agent', agentId, address: null },
    now: () => new Date(),
  };
}

/** What plain ILIKE over all rows finds: the ids, newest first. */
async function plain(text: string, agentId: number | null): Promise<{ customers: string[]; accounts: string[] }> {
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await db().$queryRaw<{ of: 'customers' | 'accounts'; id: string }[]>`
    WITH found AS (SELECT ua.* FROM upstream_account ua
      WHERE ua.external_id ILIKE ${like} OR ua.external_name ILIKE ${like} OR ua.label ILIKE ${like})
    SELECT 'customers' AS of, c.id::text AS id, c.id AS no FROM customer c
    WHERE (c.name ILIKE ${like} OR c.email ILIKE ${like} OR c.id IN (SELECT f.customer_id FROM found f))
      AND (${agentId}::int IS NULL OR c.agent_id = ${agentId})
    UNION ALL SELECT 'accounts', f.id::text, f.id FROM found f LEFT JOIN customer c ON c.id = f.customer_id
    WHERE ${agentId}::int IS NULL OR c.agent_id = ${agentId} ORDER BY no DESC`;
  const ids = (of: string) => rows.filter((row) => row.of === of).map(({ id }) => id);
  return { customers: ids('customers'), accounts: ids('accounts') };
}

async function everyAccount(q: string, who: Context): Promise<string[]> {
  const found: AccountDto[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listAccounts(who, { q, limit: 40, cursor });
    found.push(...page.data);
    if (page.nextCursor === null) return found.map(({ id }) => id);
    cursor = page.nextCursor;
  }
}

const WAYS: [string, string[]][] = [
  ['as the planner chooses', []],
  ['by the index', ['enable_seqscan', 'enable_indexscan', 'enable_indexonlyscan']],
  ['in the order of the list', ['enable_bitmapscan']],
];

describe.each(WAYS)('%s', (_, forced) => {
  beforeAll(async () => {
    await db().$executeRaw`ANALYZE customer, account_search`;
    const database = new URL(testDatabaseUrl()).pathname.slice(1);
    await db().$executeRawUnsafe(`ALTER DATABASE "${database}" RESET ALL`);
    for (const setting of forced) await db().$executeRawUnsafe(`ALTER DATABASE "${database}" SET ${setting} = off`);
    // Connections of before would go on as they were.
    await closeDb();
  });

  test('finds what plain ILIKE finds, in the same order, page by page, for everybody and for an agent', async () => {
    let many = 0;
    for (let no = 0; no < 150; no++) {
      const q = part(oneOf(names)) || 'x';
      const agentId = oneOf([null, null, ...agents]);
      const who = agentId === null ? ctx : asAgent(agentId);
      const expected = await plain(q, agentId);
      const customers = await everyCustomer({ q, limit: 1 + random(60) }, who);
      expect(
        customers.map(({ id }) => id),
        q,
      ).toEqual(expected.customers);
      expect(await everyAccount(q, who), q).toEqual(expected.accounts);
      if (expected.customers.length > 0) many++;
    }
    expect(many).toBeGreaterThan(60);
  });
});
