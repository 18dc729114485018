-- Where each customer stands in the lists by traffic left and by days left. Beside `customer` and not in it: a sync moves nearly
-- all of them, which would write every index of that table again, and nobody who edits a customer waits for a sync.
CREATE TABLE "customer_standing" (
    "customer_id" INTEGER NOT NULL,
    "agent_id" INTEGER,
    "residual_bytes" BIGINT,
    "days_left_tenths" BIGINT,

    CONSTRAINT "customer_standing_pkey" PRIMARY KEY ("customer_id")
);

-- CreateIndex
CREATE INDEX "customer_standing_residual_bytes_customer_id_idx" ON "customer_standing"("residual_bytes", "customer_id");

-- CreateIndex
CREATE INDEX "customer_standing_days_left_tenths_customer_id_idx" ON "customer_standing"("days_left_tenths", "customer_id");

-- CreateIndex
CREATE INDEX "customer_standing_agent_id_residual_bytes_customer_id_idx" ON "customer_standing"("agent_id", "residual_bytes", "customer_id");

-- CreateIndex
CREATE INDEX "customer_standing_agent_id_days_left_tenths_customer_id_idx" ON "customer_standing"("agent_id", "days_left_tenths", "customer_id");

-- AddForeignKey
ALTER TABLE "customer_standing" ADD CONSTRAINT "customer_standing_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Each customer has its row at once, whoever adds it, and a row knows whose customer it is. Its figures come soon after.
CREATE FUNCTION "customer_standing_add"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "customer_standing" ("customer_id", "agent_id") SELECT "id", "agent_id" FROM "added" ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "customer_standing_added" AFTER INSERT ON "customer" REFERENCING NEW TABLE AS "added"
  FOR EACH STATEMENT EXECUTE FUNCTION "customer_standing_add"();

CREATE FUNCTION "customer_standing_move"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "customer_standing" SET "agent_id" = NEW."agent_id" WHERE "customer_id" = NEW."id";
  RETURN NULL;
END $$;

CREATE TRIGGER "customer_standing_moved" AFTER UPDATE OF "agent_id" ON "customer" FOR EACH ROW
  WHEN (OLD."agent_id" IS DISTINCT FROM NEW."agent_id") EXECUTE FUNCTION "customer_standing_move"();

-- Those that are there; the worker works out their figures when it starts.
INSERT INTO "customer_standing" ("customer_id", "agent_id") SELECT "id", "agent_id" FROM "customer";

-- The accounts of customers that have nothing left, whatever the number of accounts.
CREATE INDEX "upstream_account_dry_idx" ON "upstream_account" ("customer_id") WHERE "residual" <= 0 AND "customer_id" IS NOT NULL;
