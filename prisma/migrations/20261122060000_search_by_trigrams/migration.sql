-- Search finds text anywhere in a name, mail address or number: trigrams find it without reading every row. The extension comes
-- with PostgreSQL and an owner of a database may add it; where it is missing or forbidden, search works as before, only slower.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
  RAISE NOTICE 'pg_trgm is not available: search reads every customer';
END $$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    -- The expressions of lib/customers/internal.ts, word by word.
    CREATE INDEX "customer_search_idx" ON "customer"
      USING gin (lower("name" || E'\n' || coalesce("email", '')) gin_trgm_ops);
    CREATE INDEX "upstream_account_search_idx" ON "upstream_account"
      USING gin (lower("external_id" || E'\n' || coalesce("external_name", '') || E'\n' || coalesce("label", '')) gin_trgm_ops);
  END IF;
END $$;
