-- CreateTable
CREATE TABLE "request_budget" (
    "connection_id" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "minute" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,

    CONSTRAINT "request_budget_pkey" PRIMARY KEY ("connection_id")
);
