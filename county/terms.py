"""The county's words, for templates and for Swedish sentences built in Python.

`phrase("Skicka till {receiver:d}")` puts in the county's own words: without a suffix the
indefinite form, `:d` definite, `:p` plural, `:dp` definite plural, `:s` short; a capital first
letter in the placeholder (`{Receiver:d}`) gives a capital first letter in the text.
"""

import re
from collections.abc import Mapping

from asgiref.local import Local
from django.core.signals import request_finished, request_started

from county.models import Term

FORMS = {
    "": "indefinite",
    "indefinite": "indefinite",
    "d": "definite",
    "definite": "definite",
    "p": "plural",
    "plural": "plural",
    "dp": "definite_plural",
    "definite_plural": "definite_plural",
    "s": "short",
    "short": "short",
}
_PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")
_request = Local()


def word(key: str, form: str = "") -> str:
    """One term in one form; falls back to the nearest form the county has given.

    Raises KeyError for a term the county lacks: templates ask `has_term` first.
    """
    term = _terms()[key]
    chosen = getattr(term, FORMS[form])
    fallback = term.definite if form in {"d", "definite", "s", "short"} else term.indefinite
    return str(chosen or fallback or term.indefinite)


def has_term(key: str) -> bool:
    """True when the county has this concept at all."""
    return key in _terms()


def phrase(text: str) -> str:
    """`text` with its placeholders replaced by the county's words."""

    def put_in(match: re.Match[str]) -> str:
        key, form = match.group(1), match.group(2) or ""
        found = word(key.lower(), form)
        return found[:1].upper() + found[1:] if key[0].isupper() else found

    return _PLACEHOLDER.sub(put_in, text)


def _terms() -> Mapping[str, Term]:
    """All terms in one query, kept for the length of a request; outside one, read each time."""
    if not getattr(_request, "open", False):
        return {term.key: term for term in Term.objects.all()}
    if _request.terms is None:
        _request.terms = {term.key: term for term in Term.objects.all()}
    return _request.terms  # type: ignore[no-any-return]


def _open(**_kwargs: object) -> None:
    _request.open = True
    _request.terms = None


def _close(**_kwargs: object) -> None:
    _request.open = False
    _request.terms = None


request_started.connect(_open, dispatch_uid="county.terms.open")
request_finished.connect(_close, dispatch_uid="county.terms.close")
