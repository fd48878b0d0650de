"""What the database itself holds: rows that only grow, and a chain written at commit.

`diary_link` adds one entry per new row of the register. It is a deferred constraint trigger, so
that it runs when the transaction commits: the head of the chain is locked for no longer than
the commit takes, several calls in one transaction cannot deadlock on it, and no caller can
forget it. `to_jsonb` follows the session's time zone, hence the function's own setting.

TRUNCATE is refused everywhere but in Django's own test databases (test_…), which are emptied
with it between tests; `diary.strict` refuses it there too.
"""

from django.db import migrations

from foundation.append_only import append_only

REGISTER = [
    "diary_diarycase",
    "diary_diarydocument",
    "diary_storedfile",
    "diary_documentfile",
    "diary_secrecymark",
    "diary_voiding",
    "diary_registerentry",
    "diary_submission",
]

NO_TRUNCATE = """
CREATE FUNCTION diary_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() LIKE 'test\\_%'
       AND coalesce(current_setting('diary.strict', true), '') <> 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'table % is append-only: TRUNCATE refused', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

LINK = """
CREATE FUNCTION diary_link() RETURNS trigger LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
DECLARE
    v_kind text := TG_ARGV[0];
    v_payload text := to_jsonb(NEW)::text;
    v_at timestamptz := clock_timestamp();
    v_stamp text := to_char(v_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    v_series bigint;
    v_head diary_chainhead%ROWTYPE;
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'diary_diarycase' THEN
            v_series := NEW.series_id;
        WHEN 'diary_diarydocument' THEN
            SELECT series_id INTO v_series FROM diary_diarycase WHERE id = NEW.case_id;
        ELSE
            SELECT kept.series_id INTO v_series
            FROM diary_diarydocument JOIN diary_diarycase AS kept ON kept.id = case_id
            WHERE diary_diarydocument.id = NEW.document_id;
    END CASE;
    IF TG_TABLE_NAME = 'diary_secrecymark' THEN
        IF NEW.lifts_id IS NOT NULL THEN v_kind := 'secrecy_lifted'; END IF;
    END IF;

    LOOP
        UPDATE diary_chainhead SET
            position = position + 1,
            previous_hash = hash,
            hash = encode(sha256(convert_to(concat_ws(E'\\n',
                hash, position + 1, v_kind, v_stamp, v_payload), 'UTF8')), 'hex')
        WHERE series_id = v_series RETURNING * INTO v_head;
        EXIT WHEN FOUND;
        INSERT INTO diary_chainhead (series_id, position, previous_hash, hash)
        VALUES (v_series, 0, '', repeat('0', 64)) ON CONFLICT DO NOTHING;
    END LOOP;
    INSERT INTO diary_registerentry
        (series_id, position, kind, subject_id, payload, at, previous_hash, hash)
    VALUES (v_series, v_head.position, v_kind, NEW.id, v_payload, v_at,
            v_head.previous_hash, v_head.hash);
    RETURN NULL;
END $$;
"""

LINKED = {
    "diary_diarycase": "case_opened",
    "diary_diarydocument": "document_registered",
    "diary_documentfile": "file_attached",
    "diary_secrecymark": "secrecy_marked",
    "diary_voiding": "voided",
}


def _no_truncate(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION diary_no_truncate();",
        f"DROP TRIGGER {table}_no_truncate ON {table};",
    )


def _linked(table: str, kind: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER {table}_link AFTER INSERT ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION diary_link('{kind}');",
        f"DROP TRIGGER {table}_link ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("diary", "0001_initial")]
    operations = [
        *(append_only(table) for table in REGISTER),
        migrations.RunSQL(NO_TRUNCATE, "DROP FUNCTION diary_no_truncate();"),
        *(_no_truncate(table) for table in REGISTER),
        migrations.RunSQL(LINK, "DROP FUNCTION diary_link();"),
        *(_linked(table, kind) for table, kind in LINKED.items()),
    ]
