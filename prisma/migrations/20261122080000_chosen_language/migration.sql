-- Nobody could choose a language before: 'en' was the column's default, not a choice. Null follows the browser.
ALTER TABLE "user" ALTER COLUMN "locale" DROP NOT NULL, ALTER COLUMN "locale" DROP DEFAULT;
UPDATE "user" SET "locale" = NULL;
