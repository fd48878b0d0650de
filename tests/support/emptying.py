"""Empties the database after a test that commits: only the tables that hold something.

Django's own way truncates every table and makes all content types and permissions anew, which
takes longer than most of those tests. Here those two stay as the migrations left them.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def install() -> None:
    """Let every such test end this way; where the role may not, Django's own way stays."""
    djangos_own = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def teardown(self: TransactionTestCase) -> None:
        if _may():
            empty()
        else:
            djangos_own(self)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[attr-defined]


def empty() -> None:
    """Delete every row, also of tables that only grow. Waits for those who still write."""
    quote = connection.ops.quote_name
    tables = [table for table in _tables() if table not in KEPT]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(map(quote, tables))} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}' WHERE EXISTS (SELECT FROM {quote(table)})" for table in tables
            )
        )
        filled = [table for (table,) in cursor.fetchall()]
        # Neither foreign keys nor the triggers that refuse to delete are asked.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled:
            cursor.execute(f"DELETE FROM {quote(table)}")


def _tables() -> list[str]:
    """Every table of a model that stands: the same as Django would truncate."""
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _may() -> bool:
    """Setting triggers aside is for superusers; the embedded server's role is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])
