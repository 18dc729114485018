-- A row that tops up again what was topped up just now is asked about; sums are kept as they were when it was checked.
ALTER TABLE "bulk_job" ADD COLUMN     "checks" JSONB,
ADD COLUMN     "guarded" BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE "bulk_row" ADD COLUMN     "again" TEXT CHECK ("again" IN ('ask', 'yes', 'no')),
ADD COLUMN     "similar_orders" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- A rule has a threshold or a schedule.
ALTER TABLE "auto_top_up" ADD COLUMN     "schedule_after" TIMESTAMPTZ(3),
ADD COLUMN     "time_zone" TEXT,
ALTER COLUMN "threshold_gb" DROP NOT NULL;
-- Nothing ever wrote or read the old column; what a hand may have put there is no schedule.
UPDATE "auto_top_up" SET "schedule" = NULL;
ALTER TABLE "auto_top_up" ADD CONSTRAINT "auto_top_up_threshold_or_schedule"
CHECK (("threshold_gb" IS NULL) = ("schedule" IS NOT NULL));

ALTER TABLE "auto_top_up_firing" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "due_day" DATE,
ADD COLUMN     "problem" TEXT,
ADD COLUMN     "skipped" INTEGER NOT NULL DEFAULT 0;

-- No day of a schedule is served twice.
CREATE UNIQUE INDEX "auto_top_up_firing_rule_id_due_day_key" ON "auto_top_up_firing"("rule_id", "due_day");
