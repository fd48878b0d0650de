"""The SQL of storing. `s` is what was staged, `o` what is stored; values come as parameters."""
# ruff: noqa: S608 - put together from the constants of this file alone

from indicators.models import Provenance

TABLE = """
    CREATE TEMP TABLE IF NOT EXISTS staged_values (
        area_id bigint, year smallint, month smallint, gender varchar(1), value float8,
        status varchar(20), count smallint, preliminary bool, withdrawn bool,
        provenance varchar(8), held bool
    ) ON COMMIT DROP
"""
_PLACE = (
    "series_id = %(series)s AND o.area_id = s.area_id AND o.year = s.year "
    "AND o.month = s.month AND o.gender = s.gender"
)
_JOIN = f"staged_values s JOIN indicators_observation o ON o.{_PLACE} WHERE NOT s.held"
# True and false only: a value against no value differs, two missing values do not.
_DIFFERS = (
    "COALESCE(abs(o.value - s.value) > %(tolerance)s, (o.value IS NULL) <> (s.value IS NULL))"
)
# What was missing from the beginning and now has a value is a first value, not a revision.
_REVISED = f"(o.value IS NOT NULL OR o.revised) AND {_DIFFERS}"

REVISIONS = f"""
    WITH written AS (
        INSERT INTO indicators_revision (
            series_id, area_id, year, month, gender, kind, old_value, new_value,
            old_provenance, seen_at, refresh_id
        )
        SELECT %(series)s, s.area_id, s.year, s.month, s.gender,
            CASE WHEN s.withdrawn THEN 'withdrawn' WHEN o.withdrawn THEN 'returned'
                 ELSE 'revised' END,
            o.value, s.value, o.provenance, %(now)s, %(refresh)s
        FROM {_JOIN} AND CASE
            WHEN s.withdrawn THEN NOT o.withdrawn AND o.value IS NOT NULL
            WHEN o.withdrawn THEN o.value IS NOT NULL OR s.value IS NOT NULL
            ELSE {_REVISED} END
        RETURNING kind
    )
    SELECT kind, count(*) FROM written GROUP BY kind
"""
NEW = f"""
    SELECT count(*) FROM staged_values s LEFT JOIN indicators_observation o ON o.{_PLACE}
    WHERE NOT s.held AND s.value IS NOT NULL AND (
        o.series_id IS NULL OR (o.value IS NULL AND NOT o.revised AND NOT o.withdrawn)
    )
"""
_COLUMNS = (
    "series_id, area_id, year, month, gender, value, status, count, preliminary, withdrawn, "
    "revised, provenance, refresh_id, written_at"
)
_VALUES = (
    "%(series)s, s.area_id, s.year, s.month, s.gender, s.value, s.status, s.count, "
    "s.preliminary, false, false, s.provenance, %(refresh)s, %(now)s"
)
MERGE = f"""
    MERGE INTO indicators_observation o
    USING (SELECT * FROM staged_values WHERE NOT held) s ON o.{_PLACE}
    WHEN MATCHED AND s.withdrawn AND o.withdrawn THEN DO NOTHING
    WHEN MATCHED AND s.withdrawn THEN
        UPDATE SET withdrawn = true, written_at = %(now)s, refresh_id = %(refresh)s
    WHEN MATCHED AND (
        o.withdrawn OR {_DIFFERS} OR o.status <> s.status OR o.count <> s.count
        OR o.preliminary <> s.preliminary OR o.provenance <> s.provenance
    ) THEN UPDATE SET
        value = CASE WHEN {_DIFFERS} THEN s.value ELSE o.value END,
        written_at = CASE WHEN o.withdrawn OR {_DIFFERS} THEN %(now)s ELSE o.written_at END,
        refresh_id = CASE WHEN o.withdrawn OR {_DIFFERS} THEN %(refresh)s ELSE o.refresh_id END,
        revised = o.revised OR (o.value IS NOT NULL AND {_DIFFERS}),
        status = s.status, count = s.count, preliminary = s.preliminary,
        provenance = s.provenance, withdrawn = false
    WHEN NOT MATCHED AND NOT s.withdrawn THEN INSERT ({_COLUMNS}) VALUES ({_VALUES})
"""
FIRST = f"""
    INSERT INTO indicators_observation ({_COLUMNS})
    SELECT {_VALUES} FROM staged_values s WHERE NOT s.held AND NOT s.withdrawn
"""
GONE = """
    WITH gone AS (
        UPDATE indicators_observation o
        SET withdrawn = true, written_at = %(now)s, refresh_id = %(refresh)s
        WHERE o.series_id = %(series)s AND NOT o.withdrawn AND ({condition}) AND NOT EXISTS (
            SELECT FROM staged_values s WHERE s.area_id = o.area_id AND s.year = o.year
            AND s.month = o.month AND s.gender = o.gender
        )
        RETURNING o.area_id, o.year, o.month, o.gender, o.value, o.provenance
    ), noted AS (
        INSERT INTO indicators_revision (
            series_id, area_id, year, month, gender, kind, old_value, new_value,
            old_provenance, seen_at, refresh_id
        )
        SELECT %(series)s, area_id, year, month, gender, 'withdrawn', value, NULL, provenance,
            %(now)s, %(refresh)s
        FROM gone WHERE value IS NOT NULL
        RETURNING id
    )
    SELECT count(*) FROM gone
"""
ABSENT = "o.area_id = ANY(%(areas)s) AND o.year BETWEEN %(first)s AND %(last)s"
INVENTED = f"o.provenance = '{Provenance.DEMO.value}'"
