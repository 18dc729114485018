import type { TestSandbox } from '@/bin/test/sandbox';
import { type Context, systemContext } from '@/lib/core/actor';
import { parseQuantity, type TrafficAsset } from '@/lib/core/assets';
import { db } from '@/lib/infra/db';

/** What the provider sandbox knows, for tests of syncing. */

export const ctx: Context = systemContext('test');

type TruthRow = { customerId: string | number; date: string; uploadMb: string; downloadMb: string };

function units(text: string, asset: TrafficAsset): bigint {
  const quantity = parseQuantity(text, asset);
  if (!quantity) throw new Error(`no quantity: ${text}`);
  return quantity.amount;
}

/** All IPWeb usage in the sandbox, a line a day, in the unit that we store. */
export async function ipwebTruth(sandbox: TestSandbox, from: string, to: string): Promise<string[]> {
  const { rows } = (await sandbox.control(`truth?provider=ipweb&from=${from}&to=${to}`)) as { rows: TruthRow[] };
  return rows
    .map(({ customerId, date, uploadMb, downloadMb }) => {
      const [upload, download] = [units(uploadMb, 'IPWEB_MB'), units(downloadMb, 'IPWEB_MB')];
      return `${customerId} ${date} ${upload} ${download} ${upload + download}`;
    })
    .sort();
}

/** The same as we stored it. */
export async function storedUsage(connectionId: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ line: string }[]>`
    SELECT a.external_id || ' ' || to_char(u.day, 'YYYY-MM-DD') || ' ' || u.upload || ' ' || u.download || ' ' || u.total AS line
    FROM usage_day u JOIN upstream_account a ON a.id = u.account_id WHERE a.connection_id = ${connectionId}`;
  return rows.map((row) => row.line).sort();
}
