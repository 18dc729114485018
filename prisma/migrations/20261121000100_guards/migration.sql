-- What the schema language cannot say: guards that hold whoever writes.

-- A connection is synced by one run at a time.
CREATE UNIQUE INDEX "sync_run_active_key" ON "sync_run" ("connection_id") WHERE "status" IN ('queued', 'running');

-- Orders that something has to be done about, for the sweeper and the morning board.
CREATE INDEX "order_open_idx" ON "order" ("next_attempt_at") WHERE "status" IN ('queued', 'submitting', 'unknown');
CREATE INDEX "audit_event_unsealed_idx" ON "audit_event" ("id") WHERE "hash" IS NULL;

ALTER TABLE "posting" ADD CONSTRAINT "posting_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "posting" ADD CONSTRAINT "posting_two_accounts" CHECK ("source" <> "destination");
ALTER TABLE "posting" ADD CONSTRAINT "posting_source_fkey" FOREIGN KEY ("source") REFERENCES "ledger_account" ("id");
ALTER TABLE "posting" ADD CONSTRAINT "posting_destination_fkey" FOREIGN KEY ("destination") REFERENCES "ledger_account" ("id");
ALTER TABLE "billing_account" ADD CONSTRAINT "billing_account_held_not_negative" CHECK ("held" >= 0);
ALTER TABLE "billing_account" ADD CONSTRAINT "billing_account_credit_not_negative" CHECK ("credit_limit" >= 0);
ALTER TABLE "payment" ADD CONSTRAINT "payment_amount_positive" CHECK ("amount" > 0);
ALTER TABLE "order" ADD CONSTRAINT "order_amount_positive" CHECK ("amount_gb" IS NULL OR "amount_gb" > 0);
ALTER TABLE "order" ADD CONSTRAINT "order_price_not_negative" CHECK ("price_minor" IS NULL OR "price_minor" >= 0);
ALTER TABLE "usage_day" ADD CONSTRAINT "usage_day_not_negative" CHECK ("total" >= 0 AND "upload" >= 0 AND "download" >= 0);
ALTER TABLE "user" ADD CONSTRAINT "user_agent_role" CHECK (("role" = 'agent') = ("agent_id" IS NOT NULL));
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_agent_role" CHECK (("role" = 'agent') = ("agent_id" IS NOT NULL));

-- Append-only: history is added to, never changed and never removed.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END $$;

CREATE TRIGGER "ledger_transaction_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_transaction"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "posting_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "posting"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "order_event_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "order_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "statement_file_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "statement_file"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_event_no_removal" BEFORE DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The one change an audit event sees: it is sealed into the hash chain, once.
CREATE FUNCTION "seal_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."hash" IS NOT NULL OR to_jsonb(OLD) - 'hash' - 'prev_hash' IS DISTINCT FROM to_jsonb(NEW) - 'hash' - 'prev_hash' THEN
    RAISE EXCEPTION 'audit_event is append-only: UPDATE refused';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_event_seal_only" BEFORE UPDATE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION "seal_only"();
