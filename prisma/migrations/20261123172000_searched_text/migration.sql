-- The text itself that a customer is searched by, as accounts have it: where customers are read in the order of a list, making it
-- of name and mail took longer than looking through it.
ALTER TABLE "customer" ADD COLUMN "searched" TEXT GENERATED ALWAYS AS (lower("name" || E'\n' || coalesce("email", ''))) STORED;
ANALYZE "customer";
