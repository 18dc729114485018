-- AlterTable
ALTER TABLE "upstream_account" ADD COLUMN "last_asked_at" TIMESTAMPTZ(3);
