-- Search finds a text anywhere in a name, a mail address or a number. `pieces` holds each eight letters of what is searched that
-- follow one another, and the shorter ones at its end: so a text of up to eight letters is how some pieces begin, and of a longer
-- one its own pieces are looked up. Trigrams, which did it before, had a list for each three letters of a text to be read, and
-- were an extension. How its words begin, after a space, tells PostgreSQL's statistics how frequent they are.
CREATE FUNCTION "search_pieces"(whole text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  pieces text[] := '{}';
  word text;
BEGIN
  FOR n IN 1..length(whole) LOOP
    pieces[n] := substr(whole, n, 8);
  END LOOP;
  FOREACH word IN ARRAY string_to_array(translate(whole, E'0123456789.,:;@-_/()[]&+#''"\t\n', repeat(' ', 30)), ' ') LOOP
    IF word <> '' THEN
      pieces := pieces || (' ' || left(word, 7));
    END IF;
  END LOOP;
  RETURN array_to_tsvector(pieces);
END $$;

-- What texts must have in their pieces to hold `part`, in lower case, anywhere; the whole is still to be compared. Pieces side by
-- side of the first 32 letters, the last one where it says four more at least: such as overlap by more hardly narrow it down, and mislead
-- the planner. Of a shorter text also as the beginning of a word, which finds nothing more but says how frequent it is.
CREATE FUNCTION "search_query"(part text) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  size int := least(length(part), 32);
  piece text := replace(replace(part, '\', '\\'), '''', '''''');
  pieces text := '';
BEGIN
  IF size < 8 THEN
    RETURN ('''' || piece || ''':* | '' ' || piece || ''':*')::tsquery;
  END IF;
  FOR n IN 0..(size + 4) / 8 - 1 LOOP
    piece := replace(replace(substr(part, least(8 * n, size - 8) + 1, 8), '\', '\\'), '''', '''''');
    pieces := pieces || ' & ''' || piece || '''';
  END LOOP;
  RETURN substr(pieces, 4)::tsquery;
END $$;

-- The same pieces; at this price the whole text, which is much cheaper to compare, is compared first where rows are read in the
-- order of a list instead of by the index.
CREATE FUNCTION "search_index"(pieces tsvector) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10 AS $$
BEGIN
  RETURN pieces;
END $$;

-- Of a customer.
ALTER TABLE "customer" ADD COLUMN "pieces" tsvector
  GENERATED ALWAYS AS ("search_pieces"(lower("name" || E'\n' || coalesce("email", '')))) STORED;
DROP INDEX IF EXISTS "customer_search_idx";
CREATE INDEX "customer_search_idx" ON "customer" USING gin ("search_index"("pieces"));

-- Of an account, in a table of its own: a sync moves nearly all accounts, which would write this index again each time.
CREATE TABLE "account_search" (
    "account_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "pieces" tsvector GENERATED ALWAYS AS ("search_pieces"("text")) STORED,

    CONSTRAINT "account_search_pkey" PRIMARY KEY ("account_id")
);

-- AddForeignKey
ALTER TABLE "account_search" ADD CONSTRAINT "account_search_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "upstream_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Those that are there; also after a restore of an older backup.
CREATE FUNCTION "account_search_fill"() RETURNS void LANGUAGE sql AS $$
  INSERT INTO "account_search" ("account_id", "text")
  SELECT a."id", lower(concat_ws(E'\n', a."external_id", a."external_name", a."label")) FROM "upstream_account" a
  WHERE NOT EXISTS (SELECT FROM "account_search" s WHERE s."account_id" = a."id");
$$;
SELECT "account_search_fill"();
CREATE INDEX "account_search_idx" ON "account_search" USING gin ("search_index"("pieces"));
DROP INDEX IF EXISTS "upstream_account_search_idx";

CREATE FUNCTION "account_search_add"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "account_search" ("account_id", "text")
    SELECT "id", lower(concat_ws(E'\n', "external_id", "external_name", "label")) FROM "added";
  RETURN NULL;
END $$;
CREATE TRIGGER "account_search_added" AFTER INSERT ON "upstream_account" REFERENCING NEW TABLE AS "added"
  FOR EACH STATEMENT EXECUTE FUNCTION "account_search_add"();

CREATE FUNCTION "account_search_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "account_search" SET "text" = lower(concat_ws(E'\n', NEW."external_id", NEW."external_name", NEW."label"))
    WHERE "account_id" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "account_search_changed" AFTER UPDATE OF "external_id", "external_name", "label" ON "upstream_account" FOR EACH ROW
  WHEN ((OLD."external_id", OLD."external_name", OLD."label")
    IS DISTINCT FROM (NEW."external_id", NEW."external_name", NEW."label")) EXECUTE FUNCTION "account_search_change"();

-- How frequent pieces are decides how a text is looked for; nothing else would count them here soon.
ANALYZE "customer";
ANALYZE "account_search";
