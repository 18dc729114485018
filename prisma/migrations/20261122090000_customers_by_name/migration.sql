-- The list of customers by name, page by page.
CREATE INDEX "customer_by_name_idx" ON "customer" (lower("name"), "id") WHERE "archived_at" IS NULL;
