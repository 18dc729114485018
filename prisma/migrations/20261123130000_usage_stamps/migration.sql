-- What an answer about usage was made of: a stamp for each connection, new whenever its figures or the days it was read for
-- change, and one, of connection 0, for names, assignments and everything else that an answer says. Random, so that a stamp of
-- before a restore never comes again.
ALTER TABLE "usage_version" ADD COLUMN "stamp" UUID NOT NULL DEFAULT gen_random_uuid();

CREATE FUNCTION usage_version_restamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.stamp := gen_random_uuid();
  RETURN NEW;
END $$;
CREATE TRIGGER usage_version_restamp BEFORE UPDATE ON usage_version
  FOR EACH ROW EXECUTE FUNCTION usage_version_restamp();

-- Days that were read: by statement, for the connections it was about. Their version stays: no figure has changed.
CREATE FUNCTION usage_coverage_restamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO usage_version (connection_id, version) SELECT DISTINCT connection_id, 0 FROM changed ORDER BY 1
    ON CONFLICT (connection_id) DO UPDATE SET version = usage_version.version;
  RETURN NULL;
END $$;
CREATE TRIGGER usage_coverage_added AFTER INSERT ON usage_coverage
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_coverage_restamp();
CREATE TRIGGER usage_coverage_changed AFTER UPDATE ON usage_coverage
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_coverage_restamp();
CREATE TRIGGER usage_coverage_removed AFTER DELETE ON usage_coverage
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_coverage_restamp();

-- Names and the like: once a transaction, however many rows it changes.
CREATE FUNCTION usage_names_restamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('gigatill.names_restamped', true), '') <> pg_current_xact_id()::text THEN
    INSERT INTO usage_version (connection_id, version) VALUES (0, 0) ON CONFLICT (connection_id) DO UPDATE SET version = 0;
    PERFORM set_config('gigatill.names_restamped', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION usage_names_restamp_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added) THEN
    INSERT INTO usage_version (connection_id, version) VALUES (0, 0) ON CONFLICT (connection_id) DO UPDATE SET version = 0;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER usage_names_of_agents AFTER UPDATE OF name ON agent
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_customers AFTER UPDATE OF name, agent_id ON customer
  FOR EACH ROW WHEN ((OLD.name, OLD.agent_id) IS DISTINCT FROM (NEW.name, NEW.agent_id)) EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_accounts AFTER UPDATE OF label, external_name, external_id, customer_id, last_read_at ON upstream_account
  FOR EACH ROW WHEN ((OLD.label, OLD.external_name, OLD.external_id, OLD.customer_id, OLD.last_read_at)
    IS DISTINCT FROM (NEW.label, NEW.external_name, NEW.external_id, NEW.customer_id, NEW.last_read_at))
  EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_new_accounts AFTER INSERT ON upstream_account
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION usage_names_restamp_added();
CREATE TRIGGER usage_names_of_connections AFTER UPDATE OF name, status, settings, usage_asset, provider ON connection
  FOR EACH ROW WHEN ((OLD.name, OLD.status, OLD.settings, OLD.usage_asset, OLD.provider)
    IS DISTINCT FROM (NEW.name, NEW.status, NEW.settings, NEW.usage_asset, NEW.provider)) EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_new_connections AFTER INSERT OR DELETE ON connection
  FOR EACH STATEMENT EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_removed AFTER DELETE ON customer FOR EACH STATEMENT EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_removed AFTER DELETE ON upstream_account FOR EACH STATEMENT EXECUTE FUNCTION usage_names_restamp();
CREATE TRIGGER usage_names_of_archives AFTER INSERT OR UPDATE OR DELETE ON usage_archive
  FOR EACH STATEMENT EXECUTE FUNCTION usage_names_restamp();

INSERT INTO usage_version (connection_id, version) VALUES (0, 0);
