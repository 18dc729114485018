-- A row that names no tags or addresses has none, whoever writes it.
ALTER TABLE "customer" ALTER COLUMN "tags" SET DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "order" ALTER COLUMN "ips" SET DEFAULT ARRAY[]::TEXT[];
