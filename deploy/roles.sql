-- The rights of the application's own database role, apart from the owner's.
--
-- Run by the owner with psql after every migration; running it again changes nothing:
--   psql "$OWNER_DATABASE_URL" -v ON_ERROR_STOP=1 -v app_password=... -f deploy/roles.sql
-- Migrations run as the owner. Everything else runs as portal_app, which owns nothing: it cannot
-- drop a trigger, empty a table, or take out or change a row of a table that only grows.

SELECT 'CREATE ROLE portal_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') \gexec
ALTER ROLE portal_app PASSWORD :'app_password';

BEGIN;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO portal_app;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_app;

-- What has been migrated is for the owner to write.
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM portal_app;

-- Tables that only grow are known by their trigger (foundation/append_only.py), and so are the
-- columns that go once from nothing to a value: a decision learns which document it became.
DO $$
DECLARE
    grows regclass;
    its_key name;
    its_source text;
    once text;
BEGIN
    FOR grows, its_key, its_source IN
        SELECT tgrelid::regclass, attname, prosrc
        FROM pg_trigger
        JOIN pg_proc ON pg_proc.oid = tgfoid
        JOIN pg_index ON indrelid = tgrelid AND indisprimary
        JOIN pg_attribute ON attrelid = tgrelid AND attnum = indkey[0]
        WHERE tgname = tgrelid::regclass || '_append_only'
    LOOP
        EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM portal_app', grows);
        -- A row lock asks for the right to update some column. The trigger refuses the update.
        EXECUTE format('GRANT UPDATE (%I) ON %s TO portal_app', its_key, grows);
        FOR once IN
            SELECT named[1] FROM regexp_matches(its_source, 'IF OLD\.(\w+) IS NULL', 'g') AS named
        LOOP
            EXECUTE format('GRANT UPDATE (%I) ON %s TO portal_app', once, grows);
        END LOOP;
    END LOOP;
END $$;

COMMIT;
