-- CreateTable
CREATE TABLE "dispute_link" (
    "id" SERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispute_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dispute_link_token_hash_key" ON "dispute_link"("token_hash");

-- CreateIndex
CREATE INDEX "dispute_link_order_id_idx" ON "dispute_link"("order_id");
