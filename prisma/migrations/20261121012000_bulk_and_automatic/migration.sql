-- AlterTable
ALTER TABLE "bulk_job" ADD COLUMN "made_by_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN "started_at" TIMESTAMPTZ(3),
ADD COLUMN "stopped_why" TEXT;
ALTER TABLE "bulk_job" ALTER COLUMN "made_by_name" DROP DEFAULT;

-- AlterTable
ALTER TABLE "bulk_row" ADD COLUMN "currency" TEXT,
ADD COLUMN "gb" BIGINT,
ADD COLUMN "price_minor" BIGINT,
ADD COLUMN "warning" TEXT;

-- AlterTable
ALTER TABLE "auto_top_up" ADD COLUMN "checked_at" TIMESTAMPTZ(3),
ADD COLUMN "sequence" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "waiting_for" TEXT;

-- CreateTable
CREATE TABLE "auto_top_up_firing" (
    "rule_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "amount_gb" BIGINT NOT NULL,
    "made_by" TEXT NOT NULL,
    "order_id" INTEGER,

    CONSTRAINT "auto_top_up_firing_pkey" PRIMARY KEY ("rule_id","no")
);

-- CreateIndex
CREATE INDEX "bulk_job_status_idx" ON "bulk_job"("status");

-- CreateIndex
CREATE UNIQUE INDEX "auto_top_up_firing_order_id_key" ON "auto_top_up_firing"("order_id");

-- CreateIndex
CREATE INDEX "auto_top_up_firing_rule_id_at_idx" ON "auto_top_up_firing"("rule_id", "at");

-- AddForeignKey
ALTER TABLE "auto_top_up_firing" ADD CONSTRAINT "auto_top_up_firing_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "auto_top_up"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
