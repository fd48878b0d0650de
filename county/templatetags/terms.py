"""`{% term "steering_body" "definite" %}`, `{% Term … %}` with a capital, `{% phrase "…" %}`."""

from django import template

from county import terms

register = template.Library()


@register.simple_tag
def term(key: str, form: str = "") -> str:
    """The county's word for a concept."""
    return terms.word(key, form)


@register.simple_tag(name="Term")
def term_capital(key: str, form: str = "") -> str:
    """The same with a capital first letter."""
    found = terms.word(key, form)
    return found[:1].upper() + found[1:]


@register.simple_tag
def phrase(text: str) -> str:
    """A sentence with `{concept:form}` placeholders put in the county's words."""
    return terms.phrase(text)


@register.filter
def in_county_words(text: object) -> str:
    """A label from a transition table or a state, in the county's words."""
    return terms.phrase(str(text))


@register.simple_tag
def has_term(key: str) -> bool:
    """True when the county has the concept."""
    return terms.has_term(key)
