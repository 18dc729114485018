-- The list of the providers' records, newest or oldest first, page by page: all of them, a connection's, and one of its lists.

-- CreateIndex
CREATE INDEX "provider_record_at_id_idx" ON "provider_record"("at", "id");

-- CreateIndex
CREATE INDEX "provider_record_connection_id_at_id_idx" ON "provider_record"("connection_id", "at", "id");

-- CreateIndex
CREATE INDEX "provider_record_connection_id_kind_at_id_idx" ON "provider_record"("connection_id", "kind", "at", "id");
