-- Two million orders: what is asked for seldom things is answered from indexes that ordinary orders are not in, and what
-- nobody asks for is kept no more.

-- Nearly every order has succeeded, and no other index tells those that have not: one entry an order, none when it is settled.
DROP INDEX "order_status_id_idx";
CREATE INDEX "order_unsettled_idx" ON "order" ("status", "id") WHERE "status" <> 'succeeded';
-- The same few told apart by status, with an index on when they are due, which is a condition on them now.
DROP INDEX "order_open_idx";
CREATE INDEX "order_agent_seldom_idx" ON "order" ("agent_id", "status", "id")
  WHERE "status" IN ('rejected', 'cancelled', 'unknown', 'awaiting_approval');
CREATE INDEX "order_rejected_idx" ON "order" ("created_at") WHERE "status" = 'rejected';
CREATE INDEX "order_seldom_type_idx" ON "order" ("type", "id") WHERE "type" <> 'top_up';
CREATE INDEX "order_seldom_type_status_idx" ON "order" ("type", "status", "id") WHERE "type" <> 'top_up';

-- CreateIndex
CREATE INDEX "order_connection_id_id_idx" ON "order"("connection_id", "id");

-- Postings are read by their transaction, or all of them.
-- DropIndex
DROP INDEX "posting_source_id_idx";

-- DropIndex
DROP INDEX "posting_destination_id_idx";

-- CreateIndex
CREATE INDEX "ledger_transaction_at_id_idx" ON "ledger_transaction"("at", "id");
CREATE INDEX "ledger_transaction_wallet_at_idx" ON "ledger_transaction" ("billing_account_id", "at", "id")
  WHERE "billing_account_id" IS NOT NULL;

-- The log is mostly of orders that were made and succeeded: all else is found beside them.
CREATE INDEX "audit_event_seldom_entity_idx" ON "audit_event" ("entity", "id") WHERE "entity" <> 'order';
CREATE INDEX "audit_event_seldom_action_idx" ON "audit_event" ("action", "id")
  WHERE "action" <> 'order.created' AND "action" <> 'order.succeeded';

-- The day is looked at in the index: the lines of a day are found among those of the instants that it may lie in.
-- DropIndex
DROP INDEX "provider_record_at_id_idx";

-- DropIndex
DROP INDEX "provider_record_connection_id_at_id_idx";

-- DropIndex
DROP INDEX "provider_record_connection_id_kind_at_id_idx";

-- CreateIndex
CREATE INDEX "provider_record_at_id_day_idx" ON "provider_record"("at", "id", "day");

-- CreateIndex
CREATE INDEX "provider_record_connection_id_at_id_day_idx" ON "provider_record"("connection_id", "at", "id", "day");

-- CreateIndex
CREATE INDEX "provider_record_connection_id_kind_at_id_day_idx" ON "provider_record"("connection_id", "kind", "at", "id", "day");
