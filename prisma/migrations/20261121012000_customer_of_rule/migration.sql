-- AlterTable
ALTER TABLE "auto_top_up" ADD COLUMN "customer_id" INTEGER;
