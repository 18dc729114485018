-- What a provider said was left, untouched by orders of ours that were added since; and what was left after the last credit.
ALTER TABLE "upstream_account" ADD COLUMN "read_residual" BIGINT, ADD COLUMN "full_residual" BIGINT;

-- The first reading of each provider day, for holding usage against residuals; kept for some weeks.
CREATE TABLE "account_reading_day" (
    "day" DATE NOT NULL,
    "account_id" INTEGER NOT NULL,
    "residual" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_reading_day_pkey" PRIMARY KEY ("day","account_id")
);

-- When the residuals before and after an order were read.
ALTER TABLE "order" ADD COLUMN "residual_before_at" TIMESTAMPTZ(3), ADD COLUMN "residual_after_at" TIMESTAMPTZ(3);
-- The few orders whose residuals are still to be found among the readings.
CREATE INDEX "order_readings_wanted_idx" ON "order" ("settled_at")
  WHERE "status" = 'succeeded' AND "account_id" IS NOT NULL AND "residual_after_at" IS NULL;

-- A difference over several days, and the figures of both sides.
ALTER TABLE "discrepancy" ADD COLUMN "since" DATE, ADD COLUMN "sides" JSONB;
CREATE INDEX "discrepancy_open_idx" ON "discrepancy" ("kind", "connection_id") WHERE "resolved_at" IS NULL;

-- Thresholds: of a customer, of an agent's customers, or (both null) of the installation.
CREATE TABLE "alert_rule" (
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL,
    "agent_id" INTEGER,
    "customer_id" INTEGER,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "percents" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "gbs" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
    "days" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "alert_rule_scope_key" ON "alert_rule" ("scope", coalesce("agent_id", 0), coalesce("customer_id", 0));

-- An alert is on once, whoever looks at the same time.
ALTER TABLE "alert" ADD COLUMN "customer_id" INTEGER, ADD COLUMN "connection_id" INTEGER, ADD COLUMN "raised_to_at" TIMESTAMPTZ(3);
CREATE UNIQUE INDEX "alert_on_key" ON "alert" ("kind", "subject") WHERE "cleared_at" IS NULL;
CREATE INDEX "alert_agent_id_idx" ON "alert" ("agent_id") WHERE "cleared_at" IS NULL;

-- Since when a mail is being sent, and from when its links open nothing any more.
ALTER TABLE "mail" ADD COLUMN "queued_at" TIMESTAMPTZ(3), ADD COLUMN "expires_at" TIMESTAMPTZ(3);
CREATE INDEX "mail_unsent_idx" ON "mail" ("id") WHERE "sent_at" IS NULL;
