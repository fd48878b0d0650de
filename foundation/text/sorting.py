"""Swedish alphabetical order without ICU: one key function, in Python and in PostgreSQL.

In ASCII the characters { | } follow z, so å, ä, ö are mapped to them and the result is compared
byte by byte. The embedded PostgreSQL has no Swedish collation (ADR 0001).
"""

from django.db import models
from django.db.models.functions import Lower

SOURCE = "åäöéèüàæø"
TARGET = "{|}eeua|}"
_TABLE = str.maketrans(SOURCE, TARGET)


def sort_key(text: str) -> str:
    """The key that sorts `text` in Swedish order."""
    return text.lower().translate(_TABLE)


class _Translate(models.Func):
    function = "translate"
    template = f"%(function)s(%(expressions)s, '{SOURCE}', '{TARGET}')"


def sort_key_field(source: str) -> "models.GeneratedField":
    """A stored column with the sort key of the column `source`."""
    return models.GeneratedField(
        expression=_Translate(Lower(source)),
        output_field=models.CharField(max_length=300, db_collation="C"),
        db_persist=True,
    )
