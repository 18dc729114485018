-- CreateTable
CREATE TABLE "sales_by_slot" (
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "revenue_micro" BIGINT NOT NULL,
    "gb" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,

    CONSTRAINT "sales_by_slot_pkey" PRIMARY KEY ("slot","connection_id","currency")
);

-- CreateTable
CREATE TABLE "sales_by_agent" (
    "agent_id" INTEGER NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "revenue_micro" BIGINT NOT NULL,
    "gb" BIGINT NOT NULL,
    "orders" INTEGER NOT NULL,

    CONSTRAINT "sales_by_agent_pkey" PRIMARY KEY ("agent_id","slot","connection_id","currency")
);

-- What was sold so far.
INSERT INTO "sales_by_agent" ("agent_id", "slot", "connection_id", "currency", "revenue_micro", "gb", "orders")
SELECT "agent_id", date_bin('15 minutes', "settled_at", '2000-01-01 00:00:00+00'), "connection_id", "sale_currency",
  sum("revenue_micro")::bigint, sum("gb")::bigint, (count(*) FILTER (WHERE "no" = 1))::int
FROM "cost_allocation" WHERE "sale_currency" <> '' GROUP BY 1, 2, 3, 4;

INSERT INTO "sales_by_slot" ("slot", "connection_id", "currency", "revenue_micro", "gb", "orders")
SELECT "slot", "connection_id", "currency", sum("revenue_micro")::bigint, sum("gb")::bigint, sum("orders")::int
FROM "sales_by_agent" GROUP BY 1, 2, 3;
