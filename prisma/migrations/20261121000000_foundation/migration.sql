-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('admin', 'agent', 'viewer');

-- CreateEnum
CREATE TYPE "UserTokenKind" AS ENUM ('invitation', 'password_reset');

-- CreateEnum
CREATE TYPE "Provider" AS ENUM ('ipweb', 'freebit', 'ipidea');

-- CreateEnum
CREATE TYPE "ConnectionStatus" AS ENUM ('untested', 'ok', 'failing', 'unauthorized', 'disabled');

-- CreateEnum
CREATE TYPE "AccountKind" AS ENUM ('customer', 'sim', 'share_group', 'pool');

-- CreateEnum
CREATE TYPE "DiscrepancyKind" AS ENUM ('only_ours', 'only_provider', 'amount_mismatch', 'residual_mismatch', 'usage_mismatch');

-- CreateEnum
CREATE TYPE "OrderType" AS ENUM ('top_up', 'deduct', 'ip_open', 'ip_renew');

-- CreateEnum
CREATE TYPE "OrderStatus" AS ENUM ('awaiting_approval', 'queued', 'submitting', 'succeeded', 'rejected', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "AttemptOutcome" AS ENUM ('accepted', 'duplicate', 'rejected', 'unknown');

-- CreateEnum
CREATE TYPE "BulkStatus" AS ENUM ('preview', 'running', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "SyncStatus" AS ENUM ('queued', 'running', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "TotalStream" AS ENUM ('standard', 'nni');

-- CreateTable
CREATE TABLE "user" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "agent_id" INTEGER,
    "password_hash" TEXT,
    "totp_secret" TEXT,
    "totp_enabled_at" TIMESTAMPTZ(3),
    "totp_last_step" INTEGER,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "time_zone" TEXT,
    "last_sign_in_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "fresh_until" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "address" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery_code" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_token" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "kind" "UserTokenKind" NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "agent_id" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "billing_account" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "credit_limit" BIGINT NOT NULL DEFAULT 0,
    "wallet" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "billing_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" SERIAL NOT NULL,
    "billing_account_id" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "note" TEXT,
    "transaction_id" BIGINT NOT NULL,
    "made_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price" (
    "id" SERIAL NOT NULL,
    "agent_id" INTEGER,
    "customer_id" INTEGER,
    "connection_id" INTEGER,
    "per_gb" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "steps" JSONB,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ip_price" (
    "id" SERIAL NOT NULL,
    "agent_id" INTEGER,
    "product" TEXT NOT NULL,
    "region" TEXT,
    "duration" TEXT NOT NULL,
    "per_ip" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_to" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,

    CONSTRAINT "ip_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "per_gb" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,

    CONSTRAINT "cost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_block" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "bought_at" TIMESTAMPTZ(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "asset" TEXT NOT NULL,
    "paid_minor" BIGINT,
    "currency" TEXT,
    "expires_at" TIMESTAMPTZ(3),
    "record_id" BIGINT,
    "note" TEXT,

    CONSTRAINT "cost_block_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement" (
    "id" SERIAL NOT NULL,
    "billing_account_id" INTEGER NOT NULL,
    "month" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "closed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by" TEXT NOT NULL,

    CONSTRAINT "statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_file" (
    "statement_id" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "statement_file_pkey" PRIMARY KEY ("statement_id","format","locale")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" SERIAL NOT NULL,
    "provider" "Provider" NOT NULL,
    "name" TEXT NOT NULL,
    "base_url" TEXT NOT NULL,
    "credentials" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "usage_asset" TEXT NOT NULL,
    "status" "ConnectionStatus" NOT NULL DEFAULT 'untested',
    "status_detail" TEXT,
    "status_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_checked_at" TIMESTAMPTZ(3),
    "last_synced_at" TIMESTAMPTZ(3),
    "sandbox" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_key" (
    "connection_id" INTEGER NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_key_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "pool_balance" (
    "connection_id" INTEGER NOT NULL,
    "pool" TEXT NOT NULL,
    "recharged" BIGINT,
    "consumed" BIGINT,
    "residual" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pool_balance_pkey" PRIMARY KEY ("connection_id","pool")
);

-- CreateTable
CREATE TABLE "pool_balance_day" (
    "connection_id" INTEGER NOT NULL,
    "pool" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "residual" BIGINT NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pool_balance_day_pkey" PRIMARY KEY ("connection_id","pool","day")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "billing_account_id" INTEGER NOT NULL,
    "approval_above_gb" BIGINT,
    "daily_cap_gb" BIGINT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "agent_id" INTEGER,
    "billing_account_id" INTEGER,
    "tags" TEXT[],
    "note" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstream_account" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "external_id" TEXT NOT NULL,
    "external_name" TEXT,
    "label" TEXT,
    "kind" "AccountKind" NOT NULL,
    "customer_id" INTEGER,
    "residual" BIGINT,
    "recharged" BIGINT,
    "residual_as_of" TIMESTAMPTZ(3),
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "last_usage_day" DATE,
    "recent_usage" BIGINT,
    "recent_usage_days" INTEGER NOT NULL DEFAULT 0,
    "last_read_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstream_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "billing_account_id" INTEGER,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "input_hash" TEXT NOT NULL,
    "billing_account_id" INTEGER,
    "order_id" INTEGER,
    "balance_after" BIGINT,
    "reverses" BIGINT,
    "note" TEXT,
    "actor" TEXT NOT NULL,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" BIGSERIAL NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "source" INTEGER NOT NULL,
    "destination" INTEGER NOT NULL,
    "asset" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT,
    "agent_id" INTEGER,
    "before" JSONB,
    "after" JSONB,
    "address" TEXT,
    "prev_hash" TEXT,
    "hash" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discrepancy" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "kind" "DiscrepancyKind" NOT NULL,
    "day" DATE NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "order_id" INTEGER,
    "record_id" BIGINT,
    "account_id" INTEGER,
    "amount" BIGINT,
    "asset" TEXT,
    "guess" TEXT,
    "detail" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "resolution" TEXT,

    CONSTRAINT "discrepancy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "id" SERIAL NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "secret" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" BIGSERIAL NOT NULL,
    "webhook_id" INTEGER NOT NULL,
    "event" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" SERIAL NOT NULL,
    "to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "agent_id" INTEGER,
    "detail" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL,
    "user_id" INTEGER NOT NULL,
    "page" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "order" (
    "id" SERIAL NOT NULL,
    "reference" TEXT NOT NULL,
    "type" "OrderType" NOT NULL,
    "status" "OrderStatus" NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "account_id" INTEGER,
    "customer_id" INTEGER,
    "agent_id" INTEGER,
    "billing_account_id" INTEGER,
    "amount_gb" BIGINT,
    "amount" BIGINT,
    "asset" TEXT,
    "price_minor" BIGINT,
    "price_per_gb" BIGINT,
    "currency" TEXT,
    "note" TEXT,
    "product" TEXT,
    "region" TEXT,
    "duration" TEXT,
    "quantity" INTEGER,
    "pool_tag" TEXT,
    "remark" TEXT,
    "ips" TEXT[],
    "provider_order_id" TEXT,
    "residual_before" BIGINT,
    "residual_after" BIGINT,
    "evidence" JSONB,
    "made_by" TEXT NOT NULL,
    "made_by_name" TEXT NOT NULL,
    "approved_by" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "unknown_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" BIGSERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" "AttemptOutcome",
    "sent" BOOLEAN NOT NULL DEFAULT true,
    "provider_code" TEXT,
    "message" TEXT,
    "request" TEXT,
    "response" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_event" (
    "id" BIGSERIAL NOT NULL,
    "order_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "from" "OrderStatus",
    "to" "OrderStatus" NOT NULL,
    "actor" TEXT NOT NULL,
    "detail" TEXT,

    CONSTRAINT "order_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "caller" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "resource_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("caller","key")
);

-- CreateTable
CREATE TABLE "upstream_ip" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "product" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "region" TEXT,
    "order_id" INTEGER,
    "customer_id" INTEGER,
    "opened_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "upstream_ip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_job" (
    "id" SERIAL NOT NULL,
    "status" "BulkStatus" NOT NULL DEFAULT 'preview',
    "made_by" TEXT NOT NULL,
    "agent_id" INTEGER,
    "file_name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_row" (
    "job_id" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "amount_gb" TEXT NOT NULL,
    "note" TEXT,
    "account_id" INTEGER,
    "problem" TEXT,
    "order_id" INTEGER,

    CONSTRAINT "bulk_row_pkey" PRIMARY KEY ("job_id","no")
);

-- CreateTable
CREATE TABLE "auto_top_up" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "threshold_gb" BIGINT NOT NULL,
    "amount_gb" BIGINT NOT NULL,
    "daily_cap_gb" BIGINT,
    "monthly_cap_gb" BIGINT,
    "schedule" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_why" TEXT,
    "last_fired_at" TIMESTAMPTZ(3),
    "last_order_id" INTEGER,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "auto_top_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "status" "SyncStatus" NOT NULL DEFAULT 'queued',
    "trigger" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "unit" TEXT NOT NULL DEFAULT 'rows',
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "rows_changed" INTEGER NOT NULL DEFAULT 0,
    "checkpoint" JSONB,
    "error" TEXT,
    "error_kind" TEXT,
    "heartbeat_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_record" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "external_order_id" TEXT,
    "external_account_id" TEXT,
    "external_account_name" TEXT,
    "amount" BIGINT,
    "asset" TEXT,
    "money_minor" BIGINT,
    "currency" TEXT,
    "operator" TEXT,
    "reference" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "day" DATE NOT NULL,
    "description" TEXT,
    "raw" JSONB NOT NULL,
    "order_id" INTEGER,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_day" (
    "account_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "upload" BIGINT,
    "download" BIGINT,
    "total" BIGINT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "settled" BOOLEAN NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("account_id","day")
);

-- CreateTable
CREATE TABLE "usage_restatement" (
    "id" BIGSERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "old_upload" BIGINT,
    "old_download" BIGINT,
    "old_total" BIGINT NOT NULL,
    "new_upload" BIGINT,
    "new_download" BIGINT,
    "new_total" BIGINT NOT NULL,
    "old_read_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_restatement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_by_connection" (
    "connection_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "upload" BIGINT NOT NULL,
    "download" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "accounts" INTEGER NOT NULL,
    "split" INTEGER NOT NULL,

    CONSTRAINT "usage_by_connection_pkey" PRIMARY KEY ("connection_id","day")
);

-- CreateTable
CREATE TABLE "usage_by_customer" (
    "customer_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "upload" BIGINT NOT NULL,
    "download" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "accounts" INTEGER NOT NULL,
    "split" INTEGER NOT NULL,

    CONSTRAINT "usage_by_customer_pkey" PRIMARY KEY ("customer_id","day","connection_id")
);

-- CreateTable
CREATE TABLE "usage_by_agent" (
    "agent_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "upload" BIGINT NOT NULL,
    "download" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "accounts" INTEGER NOT NULL,
    "split" INTEGER NOT NULL,

    CONSTRAINT "usage_by_agent_pkey" PRIMARY KEY ("agent_id","day","connection_id")
);

-- CreateTable
CREATE TABLE "usage_coverage" (
    "connection_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "settled" BOOLEAN NOT NULL,

    CONSTRAINT "usage_coverage_pkey" PRIMARY KEY ("connection_id","day")
);

-- CreateTable
CREATE TABLE "agent_total_day" (
    "connection_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "stream" "TotalStream" NOT NULL,
    "upload" BIGINT,
    "download" BIGINT,
    "total" BIGINT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agent_total_day_pkey" PRIMARY KEY ("connection_id","stream","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "user_agent_id_idx" ON "user"("agent_id");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "recovery_code_user_id_idx" ON "recovery_code"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_token_token_hash_key" ON "user_token"("token_hash");

-- CreateIndex
CREATE INDEX "user_token_user_id_idx" ON "user_token"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "payment_billing_account_id_reference_key" ON "payment"("billing_account_id", "reference");

-- CreateIndex
CREATE INDEX "price_agent_id_valid_from_idx" ON "price"("agent_id", "valid_from");

-- CreateIndex
CREATE INDEX "price_customer_id_valid_from_idx" ON "price"("customer_id", "valid_from");

-- CreateIndex
CREATE INDEX "cost_connection_id_valid_from_idx" ON "cost"("connection_id", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "cost_block_record_id_key" ON "cost_block"("record_id");

-- CreateIndex
CREATE INDEX "cost_block_connection_id_bought_at_idx" ON "cost_block"("connection_id", "bought_at");

-- CreateIndex
CREATE UNIQUE INDEX "statement_billing_account_id_month_key" ON "statement"("billing_account_id", "month");

-- CreateIndex
CREATE UNIQUE INDEX "connection_name_key" ON "connection"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_email_key" ON "agent"("email");

-- CreateIndex
CREATE UNIQUE INDEX "agent_billing_account_id_key" ON "agent"("billing_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_billing_account_id_key" ON "customer"("billing_account_id");

-- CreateIndex
CREATE INDEX "customer_agent_id_id_idx" ON "customer"("agent_id", "id");

-- CreateIndex
CREATE INDEX "upstream_account_customer_id_idx" ON "upstream_account"("customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "upstream_account_connection_id_external_id_key" ON "upstream_account"("connection_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_code_key" ON "ledger_account"("code");

-- CreateIndex
CREATE INDEX "ledger_account_billing_account_id_idx" ON "ledger_account"("billing_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_reference_key" ON "ledger_transaction"("reference");

-- CreateIndex
CREATE INDEX "ledger_transaction_billing_account_id_id_idx" ON "ledger_transaction"("billing_account_id", "id");

-- CreateIndex
CREATE INDEX "ledger_transaction_order_id_idx" ON "ledger_transaction"("order_id");

-- CreateIndex
CREATE INDEX "posting_transaction_id_idx" ON "posting"("transaction_id");

-- CreateIndex
CREATE INDEX "posting_source_id_idx" ON "posting"("source", "id");

-- CreateIndex
CREATE INDEX "posting_destination_id_idx" ON "posting"("destination", "id");

-- CreateIndex
CREATE INDEX "audit_event_entity_entity_id_idx" ON "audit_event"("entity", "entity_id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor", "id");

-- CreateIndex
CREATE UNIQUE INDEX "discrepancy_fingerprint_key" ON "discrepancy"("fingerprint");

-- CreateIndex
CREATE INDEX "discrepancy_connection_id_resolved_at_idx" ON "discrepancy"("connection_id", "resolved_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_id_idx" ON "webhook_delivery"("webhook_id", "id");

-- CreateIndex
CREATE INDEX "alert_kind_subject_cleared_at_idx" ON "alert"("kind", "subject", "cleared_at");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_user_id_page_name_key" ON "saved_view"("user_id", "page", "name");

-- CreateIndex
CREATE UNIQUE INDEX "order_reference_key" ON "order"("reference");

-- CreateIndex
CREATE INDEX "order_customer_id_id_idx" ON "order"("customer_id", "id");

-- CreateIndex
CREATE INDEX "order_account_id_id_idx" ON "order"("account_id", "id");

-- CreateIndex
CREATE INDEX "order_agent_id_id_idx" ON "order"("agent_id", "id");

-- CreateIndex
CREATE INDEX "order_status_id_idx" ON "order"("status", "id");

-- CreateIndex
CREATE INDEX "order_created_at_idx" ON "order"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_order_id_no_key" ON "attempt"("order_id", "no");

-- CreateIndex
CREATE INDEX "order_event_order_id_id_idx" ON "order_event"("order_id", "id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "upstream_ip_expires_at_idx" ON "upstream_ip"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "upstream_ip_connection_id_product_ip_key" ON "upstream_ip"("connection_id", "product", "ip");

-- CreateIndex
CREATE UNIQUE INDEX "auto_top_up_account_id_key" ON "auto_top_up"("account_id");

-- CreateIndex
CREATE INDEX "sync_run_connection_id_id_idx" ON "sync_run"("connection_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "provider_record_order_id_key" ON "provider_record"("order_id");

-- CreateIndex
CREATE INDEX "provider_record_connection_id_kind_day_id_idx" ON "provider_record"("connection_id", "kind", "day", "id");

-- CreateIndex
CREATE INDEX "provider_record_connection_id_external_account_id_at_idx" ON "provider_record"("connection_id", "external_account_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "provider_record_connection_id_kind_identity_key" ON "provider_record"("connection_id", "kind", "identity");

-- CreateIndex
CREATE INDEX "usage_restatement_account_id_day_idx" ON "usage_restatement"("account_id", "day");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_token" ADD CONSTRAINT "user_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_billing_account_id_fkey" FOREIGN KEY ("billing_account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost" ADD CONSTRAINT "cost_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "statement_file" ADD CONSTRAINT "statement_file_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "statement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_balance" ADD CONSTRAINT "pool_balance_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_billing_account_id_fkey" FOREIGN KEY ("billing_account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer" ADD CONSTRAINT "customer_billing_account_id_fkey" FOREIGN KEY ("billing_account_id") REFERENCES "billing_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_account" ADD CONSTRAINT "upstream_account_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upstream_account" ADD CONSTRAINT "upstream_account_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "upstream_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_event" ADD CONSTRAINT "order_event_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_row" ADD CONSTRAINT "bulk_row_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "bulk_job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_record" ADD CONSTRAINT "provider_record_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
