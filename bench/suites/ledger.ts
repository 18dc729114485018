import type { Client } from 'pg';
import { getWallet, listTransactions } from '@/lib/ledger';
import { connect } from '../machine/database';
import { ctx, enterInstallation } from '../machine/installation';
import { inTurn, timed } from '../measure/in-turn';
import { atMost, compare } from '../measure/statistics';
import type { Suite } from '../types';

const FEW = 1_000;
const MANY = 1_000_000;
/** Reads in one measurement; its value is their mean. */
const READS = 20;

/** A wallet with that many payments of one cent, as the ledger keeps them. Returns the billing account's id. */
async function addWallet(client: Client, name: string, payments: number): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO billing_account (name, currency, wallet) VALUES ($1, 'USD', $2) RETURNING id`,
    [name, payments],
  );
  const id = rows[0]?.id ?? 0;
  const account = `INSERT INTO ledger_account (code, asset, billing_account_id) VALUES ($1, 'USD/2', $2)
    ON CONFLICT (code) DO UPDATE SET code = excluded.code RETURNING id`;
  const source = await client.query<{ id: number }>(account, ['payments:bank:USD', null]);
  const wallet = await client.query<{ id: number }>(account, [`wallet:${id}`, id]);
  await client.query(
    `WITH made AS (
      INSERT INTO ledger_transaction (at, kind, reference, input_hash, billing_account_id, balance_after, actor)
      SELECT now() - make_interval(secs => $2 - n), 'payment', 'bench:' || $1 || ':' || n, '', $1::int, n, 'system:bench'
      FROM generate_series(1, $2::int) n RETURNING id)
    INSERT INTO posting (transaction_id, source, destination, asset, amount)
    SELECT id, $3::int, $4::int, 'USD/2', 1 FROM made ORDER BY id`,
    [id, payments, source.rows[0]?.id, wallet.rows[0]?.id],
  );
  return id;
}

/** A wallet's balance and its last page must not cost more the longer its history is. */
export const ledger: Suite = async ({ database, note, options }) => {
  const url = await database('money');
  enterInstallation(url);
  const client = await connect(url);
  note(`adding wallets with ${FEW} and ${MANY} postings`);
  const few = await addWallet(client, 'few', FEW);
  const many = await addWallet(client, 'many', MANY);
  await client.query('VACUUM (ANALYZE)');

  const mean = async (read: () => Promise<unknown>) =>
    (await timed(async () => {
      for (let n = 0; n < READS; n++) await read();
    })) / READS;
  const page = (billingAccountId: number) => listTransactions(ctx, { billingAccountId, limit: 50 });
  const both = async (id: number) => {
    await getWallet(id);
    await page(id);
  };
  const values = await inTurn(options.repeat, {
    fewBoth: () => mean(() => both(few)),
    manyBoth: () => mean(() => both(many)),
    manyWallet: () => mean(() => getWallet(many)),
    manyPage: () => mean(() => page(many)),
    roundTrip: () => mean(() => client.query('SELECT 1')),
  });
  await client.end();
  const size = '1,000,000 postings';
  const line = { unit: 'ms' };
  return [
    compare(
      {
        ...line,
        what: `balance and last 50 postings, ${size}`,
        against: 'the same, 1,000 postings',
        goal: atMost(1.5),
      },
      values.manyBoth,
      values.fewBoth,
    ),
    compare({ ...line, what: `balance, ${size}`, against: 'select 1' }, values.manyWallet, values.roundTrip),
    compare({ ...line, what: `last 50 postings, ${size}`, against: 'select 1' }, values.manyPage, values.roundTrip),
  ];
};
