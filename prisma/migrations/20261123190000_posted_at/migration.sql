-- When a billing account's newest ledger transaction was: the next one is no earlier, whichever process and clock it comes from.
ALTER TABLE "billing_account" ADD COLUMN "posted_at" TIMESTAMPTZ(3);
UPDATE "billing_account" b SET posted_at = (SELECT max(t.at) FROM "ledger_transaction" t WHERE t.billing_account_id = b.id);
