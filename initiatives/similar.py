"""Similar work in the county: what one ought to have seen before starting something new."""

from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import QuerySet

from initiatives.models import Initiative, Project

SHORTEST = 3
MOST = 6


def similar_work(words: str, user: Any) -> list[dict[str, str]]:
    """Ongoing work and readable initiatives whose words begin like one of `words`, best first."""
    query = _query(words)
    if query is None:
        return []
    projects = _ranked(Project.objects.all(), query, "name", "short", "summary")
    initiatives = _ranked(Initiative.objects.visible_to(user), query, "title", "summary")
    return [
        *({"kind": "project", "key": each.key, "title": each.name, "state": each.state_words or
           each.get_state_display(), "text": each.summary} for each in projects),
        *({"kind": "initiative", "key": str(each.pk), "title": each.title,
           "state": each.get_state_display(), "text": each.summary} for each in initiatives),
    ]  # fmt: skip


def _ranked(rows: "QuerySet[Any]", query: SearchQuery, *columns: str) -> "QuerySet[Any]":
    vector = SearchVector(*columns, config="swedish")
    found: QuerySet[Any] = (
        rows.annotate(found=vector, rank=SearchRank(vector, query))
        .filter(found=query)
        .order_by("-rank", "pk")[:MOST]
    )
    return found


def _query(words: str) -> SearchQuery | None:
    """Any of the words, each as the beginning of a word."""
    kept = ["".join(filter(str.isalnum, word)) for word in words.split()]
    kept = [word for word in kept if len(word) >= SHORTEST]
    if not kept:
        return None
    return SearchQuery(
        " | ".join(f"{word}:*" for word in kept), search_type="raw", config="swedish"
    )
