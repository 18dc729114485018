-- What sales cost: blocks of bought traffic, their use by orders, the margin's roll-ups, stock.
-- AlterTable
ALTER TABLE "cost" ALTER COLUMN "per_gb" DROP NOT NULL,
ALTER COLUMN "currency" DROP NOT NULL;

-- AlterTable
ALTER TABLE "cost_block" ADD COLUMN     "before_amount" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "created_by" TEXT NOT NULL DEFAULT 'system:costs',
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'manual',
ADD COLUMN     "spent_micro" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "tracked" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "cost_allocation" (
    "id" BIGSERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "account_id" INTEGER,
    "customer_id" INTEGER NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "settled_at" TIMESTAMPTZ(3) NOT NULL,
    "block_id" INTEGER,
    "returns" BIGINT,
    "amount" BIGINT,
    "asset" TEXT,
    "gb" BIGINT NOT NULL DEFAULT 0,
    "returned" BIGINT NOT NULL DEFAULT 0,
    "basis" TEXT NOT NULL,
    "cost_micro" BIGINT NOT NULL DEFAULT 0,
    "cost_currency" TEXT NOT NULL DEFAULT '',
    "revenue_micro" BIGINT NOT NULL DEFAULT 0,
    "sale_currency" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "cost_allocation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "margin_by_customer" (
    "month" TEXT NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "sale_currency" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "cost_currency" TEXT NOT NULL,
    "revenue_micro" BIGINT NOT NULL,
    "cost_micro" BIGINT NOT NULL,
    "gb" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,

    CONSTRAINT "margin_by_customer_pkey" PRIMARY KEY ("month","customer_id","agent_id","connection_id","sale_currency","basis","cost_currency")
);

-- CreateTable
CREATE TABLE "margin_by_agent" (
    "month" TEXT NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "sale_currency" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "cost_currency" TEXT NOT NULL,
    "revenue_micro" BIGINT NOT NULL,
    "cost_micro" BIGINT NOT NULL,
    "gb" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,

    CONSTRAINT "margin_by_agent_pkey" PRIMARY KEY ("month","agent_id","connection_id","sale_currency","basis","cost_currency")
);

-- CreateTable
CREATE TABLE "cost_state" (
    "connection_id" INTEGER NOT NULL,
    "costed_to" TIMESTAMPTZ(3),
    "recost_from" TIMESTAMPTZ(3),
    "swept_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "taken_at" TIMESTAMPTZ(3),

    CONSTRAINT "cost_state_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "cost_month" (
    "month" TEXT NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT NOT NULL,

    CONSTRAINT "cost_month_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "exchange_rate" (
    "id" SERIAL NOT NULL,
    "base" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "rate" BIGINT NOT NULL,
    "valid_from" DATE NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_level" (
    "connection_id" INTEGER NOT NULL,
    "unused" BIGINT,
    "accounts" INTEGER NOT NULL,
    "unused_as_of" TIMESTAMPTZ(3),
    "used" BIGINT NOT NULL,
    "used_days" INTEGER NOT NULL,
    "used_from" DATE,
    "used_to" DATE,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_level_pkey" PRIMARY KEY ("connection_id")
);

-- CreateIndex
CREATE INDEX "cost_allocation_connection_id_settled_at_idx" ON "cost_allocation"("connection_id", "settled_at");

-- CreateIndex
CREATE INDEX "cost_allocation_account_id_id_idx" ON "cost_allocation"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "cost_allocation_order_id_no_key" ON "cost_allocation"("order_id", "no");

-- CreateIndex
CREATE UNIQUE INDEX "exchange_rate_base_quote_valid_from_key" ON "exchange_rate"("base", "quote", "valid_from");

-- CreateIndex
CREATE INDEX "cost_block_expires_at_idx" ON "cost_block"("expires_at");

-- What the schema language cannot say.

-- Sales in order of settlement, for the job that costs them.
CREATE INDEX "order_settled_idx" ON "order" ("connection_id", "settled_at", "id") WHERE "status" = 'succeeded';
-- Traffic of an account that can still come back.
CREATE INDEX "cost_allocation_held_idx" ON "cost_allocation" ("account_id", "id") WHERE "amount" > 0 AND "returned" < "amount";
-- IP orders whose price has not been seen in the provider's list yet.
CREATE INDEX "cost_allocation_unpriced_idx" ON "cost_allocation" ("connection_id") WHERE "amount" IS NULL AND "basis" = 'unknown';

ALTER TABLE "cost_block" ADD CONSTRAINT "cost_block_remaining" CHECK ("amount" > 0 AND "remaining" >= 0 AND "before_amount" >= 0 AND "remaining" + "before_amount" <= "amount");
ALTER TABLE "cost_block" ADD CONSTRAINT "cost_block_price" CHECK (("paid_minor" IS NULL) = ("currency" IS NULL) AND "paid_minor" >= 0 AND "spent_micro" >= 0);
ALTER TABLE "cost" ADD CONSTRAINT "cost_per_gb" CHECK (("per_gb" IS NULL) = ("currency" IS NULL));
ALTER TABLE "cost_allocation" ADD CONSTRAINT "cost_allocation_returned" CHECK ("returned" >= 0 AND "returned" <= greatest("amount", 0));
ALTER TABLE "exchange_rate" ADD CONSTRAINT "exchange_rate_positive" CHECK ("rate" > 0 AND "base" <> "quote");

-- A closed month's cost never changes: of its rows only what has come back since is noted.
CREATE FUNCTION "keep_closed_cost"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."month" <= (SELECT max("month") FROM "cost_month") AND
    (TG_OP = 'DELETE' OR to_jsonb(OLD) - 'returned' IS DISTINCT FROM to_jsonb(NEW) - 'returned') THEN
    RAISE EXCEPTION 'the month % is closed: % of its cost refused', OLD."month", TG_OP;
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "cost_allocation_closed" BEFORE UPDATE OR DELETE ON "cost_allocation" FOR EACH ROW EXECUTE FUNCTION "keep_closed_cost"();
CREATE TRIGGER "cost_month_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "cost_month"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
