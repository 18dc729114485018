-- CreateEnum
CREATE TYPE "AdjustmentStatus" AS ENUM ('awaiting_approval', 'posted', 'declined');

-- AlterTable
ALTER TABLE "ip_price" ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "product" DROP NOT NULL,
ALTER COLUMN "duration" DROP NOT NULL;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "delivered" INTEGER;

-- AlterTable
ALTER TABLE "price" ADD COLUMN     "steps_by" TEXT NOT NULL DEFAULT 'order';

-- CreateTable
CREATE TABLE "adjustment" (
    "id" SERIAL NOT NULL,
    "billing_account_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "status" "AdjustmentStatus" NOT NULL,
    "reverses" BIGINT,
    "transaction_id" BIGINT,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "decided_by" TEXT,
    "decided_by_name" TEXT,
    "decision_note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installation_setting" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "installation_setting_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "adjustment_transaction_id_key" ON "adjustment"("transaction_id");

-- CreateIndex
CREATE INDEX "adjustment_status_id_idx" ON "adjustment"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "adjustment_billing_account_id_reference_key" ON "adjustment"("billing_account_id", "reference");

-- CreateIndex
CREATE INDEX "ip_price_agent_id_valid_from_idx" ON "ip_price"("agent_id", "valid_from");

-- AddForeignKey
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_billing_account_id_fkey" FOREIGN KEY ("billing_account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "adjustment" ADD CONSTRAINT "adjustment_amount_not_zero" CHECK ("amount" <> 0);
ALTER TABLE "price" ADD CONSTRAINT "price_steps_by_known" CHECK ("steps_by" IN ('order', 'month'));
ALTER TABLE "ip_price" ADD CONSTRAINT "ip_price_not_negative" CHECK ("per_ip" >= 0);
-- An entry is taken back once; after a refusal it may be asked for again.
CREATE UNIQUE INDEX "adjustment_reverses_key" ON "adjustment" ("reverses") WHERE "reverses" IS NOT NULL AND "status" <> 'declined';
-- Adjustments that wait for a second person.
CREATE INDEX "adjustment_waiting_idx" ON "adjustment" ("id") WHERE "status" = 'awaiting_approval';
