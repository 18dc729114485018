-- CreateTable
CREATE TABLE "usage_large_customer" (
    "customer_id" INTEGER NOT NULL,

    CONSTRAINT "usage_large_customer_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "usage_version" (
    "connection_id" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "usage_version_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "usage_ranking" (
    "key" TEXT NOT NULL,
    "version" BIGINT NOT NULL,
    "groups" INTEGER[],
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_ranking_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "provider_key_lease" (
    "connection_id" INTEGER NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_key_lease_pkey" PRIMARY KEY ("connection_id")
);
