-- The few accounts that run dry within three days, soonest first, whatever the number of accounts: the morning board.
CREATE INDEX "upstream_account_running_dry_idx" ON "upstream_account"
  ((greatest("residual", 0)::float8 * "recent_usage_days" / "recent_usage"))
  WHERE "customer_id" IS NOT NULL AND "recent_usage" > 0 AND "residual" * "recent_usage_days" < 3 * "recent_usage";
