"""The categories that a filter offers: read anew only when something has been registered.

To list them the whole register must be looked through. It only grows, and the heads of its
chains change with every row that is committed, so the heads say for certain whether a list is
still true. Inside a transaction rows are not in the chain yet, and the list is always read.
"""

from collections.abc import Callable

from django.db import connection

from diary.models import ChainHead
from diary.querysets import DocumentQuerySet

_known: dict[str, tuple[list[str], list[str]]] = {}


def categories_of(documents: Callable[[], DocumentQuerySet], *, seen_as: str) -> list[str]:
    """The categories of the documents that `documents` gives, in order. One query.

    It is called only when the list must be read: putting that question together takes longer
    than to see that nothing is new. `seen_as` names who sees these documents: the same name
    always comes with the same documents.
    """
    if connection.in_atomic_block:
        return _read(documents())
    # The heads first: what is registered in between makes the next reader look again.
    heads = list(ChainHead.objects.order_by("pk").values_list("hash", flat=True))
    kept = _known.get(seen_as)
    if kept is not None and kept[0] == heads:
        return kept[1]
    found = _read(documents())
    _known[seen_as] = (heads, found)
    return found


def _read(documents: DocumentQuerySet) -> list[str]:
    return list(documents.order_by("category").values_list("category", flat=True).distinct())
