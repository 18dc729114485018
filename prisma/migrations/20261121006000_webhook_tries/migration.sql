-- AlterTable
ALTER TABLE "webhook_delivery" ADD COLUMN     "given_up_at" TIMESTAMPTZ(3),
ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "next_attempt_at" TIMESTAMPTZ(3),
ADD COLUMN     "tries" JSONB NOT NULL DEFAULT '[]';
