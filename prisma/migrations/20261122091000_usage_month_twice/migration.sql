-- Two that make one month at the same time: who waited for the other must look anew. `to_regclass` answers from what the session
-- remembers, and waiting for an advisory lock does not make it forget; reading `pg_class` does.
CREATE OR REPLACE FUNCTION "usage_month"(any_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  since date := date_trunc('month', any_day)::date;
  until date := (since + interval '1 month')::date;
  part text := 'usage_day_' || to_char(since, 'YYYY_MM');
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7236482);
  IF EXISTS (SELECT FROM pg_class WHERE relname = part AND relnamespace = current_schema()::regnamespace) THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE usage_day INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', part);
  IF EXISTS (SELECT FROM usage_day_other WHERE day >= since AND day < until) THEN
    EXECUTE format('WITH gone AS (DELETE FROM usage_day_other WHERE day >= %L AND day < %L RETURNING *)
      INSERT INTO %I SELECT * FROM gone ORDER BY account_id, day', since, until, part);
  END IF;
  EXECUTE format('ALTER TABLE usage_day ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, since, until);
END $$;
