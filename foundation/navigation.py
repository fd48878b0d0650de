"""The navigation: each app registers its entries when it is ready; the shell shows them.

An entry is shown when its address exists and its predicate agrees, so that a county without
indicators has no link to them. Public pages are published once for everybody: their entries
are asked with `user=None`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.db import connection
from django.db.models import CharField, Model, Value
from django.urls import NoReverseMatch, reverse

from foundation.once import OncePerRequest

Area = Literal["public", "work", "footer"]
Shown = Callable[[Any, Any], bool]


def always(_user: Any, _county: Any) -> bool:
    """The predicate of an entry that everybody sees."""
    return True


@dataclass(frozen=True)
class HasRows:
    """The predicate of an entry that is shown once there are rows of `model`.

    All such entries are answered in one query, which is asked once in a request.
    """

    model: type[Model]

    def __call__(self, _user: Any, _county: Any) -> bool:
        """True when there is a row."""
        return self.model in _with_rows()


@dataclass(frozen=True)
class NavItem:
    """One link. `label` is a word, or a function of the county where the word differs.

    The pages below the link's own address belong to it, and those below `also`.
    """

    key: str
    label: str | Callable[[Any], str]
    url_name: str
    area: Area = "public"
    order: int = 100
    shown: Shown = always
    lang: str = ""
    args: tuple[Any, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class NavLink:
    """An entry as the template needs it."""

    key: str
    label: str
    url: str
    current: bool
    lang: str


_items: dict[tuple[str, str], NavItem] = {}


def register(*items: NavItem) -> None:
    """Add entries. The same key in the same area replaces, so that a reload does no harm."""
    for item in items:
        _items[item.area, item.key] = item


def links(area: Area, *, path: str = "", user: Any = None, county: Any = None) -> list[NavLink]:
    """The entries of one area in order. At most one is current: the longest that fits `path`."""
    found = []
    items = [item for item in _items.values() if item.area == area]
    held = _with_rows() if any(isinstance(item.shown, HasRows) for item in items) else set()
    for item in sorted(items, key=lambda item: (item.order, item.key)):
        try:
            url = reverse(item.url_name, args=item.args)
        except NoReverseMatch:
            continue
        if _is_shown(item.shown, held, user, county):
            label = item.label(county) if callable(item.label) else item.label
            found.append((item, url, label))
    fitting = [
        (len(root), url)
        for item, url, _label in found
        for root in (url, *item.also)
        if _fits(path, root)
    ]
    _length, here = max(fitting, default=(0, None))
    return [NavLink(item.key, label, url, url == here, item.lang) for item, url, label in found]


def _is_shown(shown: Shown, held: set[type[Model]], user: Any, county: Any) -> bool:
    return shown.model in held if isinstance(shown, HasRows) else shown(user, county)


def _read_models() -> set[type[Model]]:
    """The models of all entries that have any row."""
    shown = (item.shown for item in _items.values())
    named = {each.model._meta.label: each.model for each in shown if isinstance(each, HasRows)}
    if not named:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(*_question(tuple(named.values())))
        return {named[label] for (label,) in cursor.fetchall()}


@cache
def _question(models: tuple[type[Model], ...]) -> tuple[str, tuple[Any, ...]]:
    """The query, built once: every page asks it, and building it takes longer than the answer."""
    parts = [
        model._default_manager.order_by().values_list(Value(model._meta.label, CharField()))[:1]
        for model in models
    ]
    return parts[0].union(*parts[1:], all=True).query.sql_with_params()


_with_rows = OncePerRequest(_read_models)


def _fits(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
