-- Accounts are proposed to the customer of the same name or e-mail: one look-up whatever the number of customers.
-- The expressions of lib/customers/match-key.ts, word by word.
CREATE INDEX "customer_match_name_idx" ON "customer" (lower(regexp_replace(normalize(btrim("name"), NFKC), '\s+', ' ', 'g')))
  WHERE "archived_at" IS NULL;
CREATE INDEX "customer_match_email_idx" ON "customer" (lower(regexp_replace(normalize(btrim("email"), NFKC), '\s+', ' ', 'g')))
  WHERE "archived_at" IS NULL;
