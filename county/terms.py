"""The county's words, for templates and for Swedish sentences built in Python.

`phrase("Skicka till {receiver:d}")` puts in the county's own words: without a suffix the
indefinite form, `:d` definite, `:p` plural, `:dp` definite plural, `:s` short; a capital first
letter in the placeholder (`{Receiver:d}`) gives a capital first letter in the text.
"""

import re
from collections.abc import Mapping

from county.models import Term
from foundation.once import OncePerRequest

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


def _read() -> Mapping[str, Term]:
    return {term.key: term for term in Term.objects.all()}


_terms = OncePerRequest(_read)
