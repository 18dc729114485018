-- Whether all of a billing account's transactions are dated in the order of their numbers. They are, but for those that a process
-- whose clock was ahead has dated: see lib/ledger/post-transaction.ts. A statement reads its month alone where they are.
ALTER TABLE "billing_account" ADD COLUMN "dated_in_order" BOOLEAN NOT NULL DEFAULT true;

-- Of the transactions that are there; also after a restore of an older backup.
CREATE FUNCTION "billing_account_date_order"() RETURNS void LANGUAGE sql AS $$
  UPDATE "billing_account" SET "dated_in_order" = false WHERE "id" IN (
    SELECT "billing_account_id" FROM (
      SELECT "billing_account_id", "at" < lag("at") OVER (PARTITION BY "billing_account_id" ORDER BY "id") AS "is_earlier"
      FROM "ledger_transaction" WHERE "billing_account_id" IS NOT NULL) t
    WHERE "is_earlier");
$$;
SELECT "billing_account_date_order"();
