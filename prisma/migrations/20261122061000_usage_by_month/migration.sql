-- Days of usage lie in a table for each month: writing stays at the end of small indexes, and an old month can leave as a whole.
ALTER TABLE "usage_day" RENAME TO "usage_day_flat";
ALTER TABLE "usage_day_flat" RENAME CONSTRAINT "usage_day_pkey" TO "usage_day_flat_pkey";
ALTER INDEX "usage_day_day_idx" RENAME TO "usage_day_flat_day_idx";

CREATE TABLE "usage_day" (
    "account_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "upload" BIGINT,
    "download" BIGINT,
    "total" BIGINT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "settled" BOOLEAN NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("account_id","day")
) PARTITION BY RANGE ("day");
ALTER TABLE "usage_day" ADD CONSTRAINT "usage_day_not_negative" CHECK ("total" >= 0 AND "upload" >= 0 AND "download" >= 0);
CREATE INDEX "usage_day_day_idx" ON "usage_day" USING BRIN ("day") WITH (pages_per_range = 32, autosummarize = on);

-- Whatever has no month of its own: nothing is ever refused for want of one.
CREATE TABLE "usage_day_other" PARTITION OF "usage_day" DEFAULT;

-- Months that were put away into a file: an empty table that takes nothing stands in the month's place.
CREATE TABLE "usage_archive" (
    "month" DATE NOT NULL,
    "rows" BIGINT NOT NULL,
    "total" DECIMAL(38,0) NOT NULL,
    "file" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_archive_pkey" PRIMARY KEY ("month")
);

-- Makes the month of a day ready, unless it is. Attaching, unlike CREATE TABLE ... PARTITION OF, lets readers and writers go on.
CREATE FUNCTION "usage_month"(any_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  since date := date_trunc('month', any_day)::date;
  until date := (since + interval '1 month')::date;
  part text := 'usage_day_' || to_char(since, 'YYYY_MM');
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7236482);
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE usage_day INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)', part);
  IF EXISTS (SELECT FROM usage_day_other WHERE day >= since AND day < until) THEN
    EXECUTE format('WITH gone AS (DELETE FROM usage_day_other WHERE day >= %L AND day < %L RETURNING *)
      INSERT INTO %I SELECT * FROM gone ORDER BY account_id, day', since, until, part);
  END IF;
  EXECUTE format('ALTER TABLE usage_day ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, since, until);
END $$;

-- Stands in for a month that was put away: whoever wrote into it would count what the roll-ups hold already.
CREATE FUNCTION "usage_month_closed"(any_day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  since date := date_trunc('month', any_day)::date;
  part text := 'usage_day_' || to_char(since, 'YYYY_MM');
BEGIN
  EXECUTE format('CREATE TABLE %I (LIKE usage_day INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES,
    CONSTRAINT usage_month_is_archived CHECK (false))', part);
  EXECUTE format('ALTER TABLE usage_day ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, since,
    (since + interval '1 month')::date);
END $$;

DO $$
DECLARE
  month date;
BEGIN
  FOR month IN SELECT DISTINCT date_trunc('month', day)::date FROM usage_day_flat LOOP
    PERFORM usage_month(month);
  END LOOP;
END $$;
INSERT INTO "usage_day" ("account_id", "day", "upload", "download", "total", "read_at", "settled")
SELECT "account_id", "day", "upload", "download", "total", "read_at", "settled" FROM "usage_day_flat";
DROP TABLE "usage_day_flat";
ANALYZE "usage_day";
