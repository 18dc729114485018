-- Orders and audit events of some days, newest or oldest first, page by page: a list begins where its days do.

-- DropIndex
DROP INDEX "order_created_at_idx";

-- CreateIndex
CREATE INDEX "order_created_at_id_idx" ON "order"("created_at", "id");

-- CreateIndex
CREATE INDEX "audit_event_at_id_idx" ON "audit_event"("at", "id");
