"""Tables that only grow: a trigger refuses UPDATE and DELETE, whoever asks.

Used from migrations: `operations = [..., append_only("diary_diarydocument")]`.
Corrections are new rows. TRUNCATE is left free for the tests' flush; in production the
application's role has no right to it (docs/drift.md).
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL


def append_only(table: str, *, once: Sequence[str] = ()) -> RunSQL:
    """A migration operation that makes `table` append-only.

    Columns in `once` may go from NULL to a value, one time; every other change and every
    deletion raises restrict_violation (Django's IntegrityError).
    """
    freed = "".join(
        f"""
            IF OLD.{column} IS NULL THEN NEW_ROW.{column} := NULL; END IF;"""
        for column in once
    )
    function = f"{table}_append_only"
    return RunSQL(
        sql=f"""
        CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE NEW_ROW {table}%ROWTYPE;
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                NEW_ROW := NEW;{freed}
                IF NEW_ROW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION 'table {table} is append-only: % refused', TG_OP
                USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER {function} BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {function}();
        """,
        reverse_sql=f"DROP TRIGGER {function} ON {table}; DROP FUNCTION {function}();",
    )
