-- Sums of each account over the settled part of the ranges that the screens offer, so that their rankings cost some days of every
-- account after a sync and not all of them: see lib/usage/window-sums.ts, which also works out what is not here yet.
CREATE TABLE "usage_window_sum" (
    "account_id" INTEGER NOT NULL,
    "total_30" BIGINT NOT NULL,
    "rows_30" INTEGER NOT NULL,
    "total_90" BIGINT NOT NULL,
    "rows_90" INTEGER NOT NULL,
    "total_365" BIGINT NOT NULL,
    "rows_365" INTEGER NOT NULL,

    CONSTRAINT "usage_window_sum_pkey" PRIMARY KEY ("account_id")
);

-- Which of the kept rankings are those of the screens' ranges.
ALTER TABLE "usage_ranking" ADD COLUMN "preset" BOOLEAN NOT NULL DEFAULT false;
