-- An agent's orders of some days, its limit of a day and its volume of a month: found where these days are, however many orders
-- it has made and however many others were made in them.

-- DropIndex
DROP INDEX "order_agent_id_id_idx";

-- CreateIndex
CREATE INDEX "order_agent_id_created_at_id_idx" ON "order"("agent_id", "created_at", "id");
