-- An agent's deducts and IP orders, of which top-ups are none: found without looking through those of all agents.
CREATE INDEX "order_agent_seldom_type_idx" ON "order" ("agent_id", "type", "id") WHERE "type" <> 'top_up';
