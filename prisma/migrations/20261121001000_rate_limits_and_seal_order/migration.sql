-- Points used up by key: sign-in attempts, API keys. The shape is rate-limiter-flexible's.
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- Transactions commit in another order than their ids were given: the chain has an order of its own.
ALTER TABLE "audit_event" ADD COLUMN "seal_no" BIGINT;
CREATE UNIQUE INDEX "audit_event_seal_no_key" ON "audit_event"("seal_no");

CREATE OR REPLACE FUNCTION "seal_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."hash" IS NOT NULL
    OR to_jsonb(OLD) - 'hash' - 'prev_hash' - 'seal_no' IS DISTINCT FROM to_jsonb(NEW) - 'hash' - 'prev_hash' - 'seal_no' THEN
    RAISE EXCEPTION 'audit_event is append-only: UPDATE refused' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
