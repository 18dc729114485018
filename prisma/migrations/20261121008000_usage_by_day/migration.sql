-- Days come in order, so a few kilobytes tell where those of a range lie: rankings of 30 days need not read three years.
CREATE INDEX "usage_day_day_idx" ON "usage_day" USING BRIN ("day") WITH (pages_per_range = 32, autosummarize = on);
