"""The Swedish template filters, through the templates that load them without asking."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines


def render(text, **context):
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ v|long_date }}", date(2026, 4, 17), "den\u00a017\u00a0april\u00a02026"),
        ("{{ v|long_date }}", None, ""),
        ("{{ v|iso_date }}", date(2026, 4, 17), "2026-04-17"),
        ("{{ v|iso_date }}", datetime(2026, 4, 17, 22, 30, tzinfo=UTC), "2026-04-18"),
        ("{{ v|iso_date }}", None, ""),
        ("{{ v|clock }}", datetime(2026, 4, 17, 12, 2, tzinfo=UTC), "14.02"),
        ("{{ v|clock }}", None, ""),
        ("{{ v|number }}", 1234567, "1\u00a0234\u00a0567"),
        ("{{ v|number:1 }}", Decimal("1234.56"), "1\u00a0234,6"),
        ("{{ v|number:1 }}", 0.25, "0,3"),
        ("{{ v|number:0 }}", Decimal("-1.5"), "-2"),
        ("{{ v|number }}", 0, "0"),
        ("{{ v|number }}", None, "–"),
        ('{{ v|counted:"beslut,beslut" }}', 3, "tre beslut"),
        ('{{ v|counted:"satsning,satsningar,en" }}', 1, "en satsning"),
        ('{{ v|counted:"beslut,beslut" }}', 1, "ett beslut"),
        ('{{ v|counted:"satsning,satsningar,en" }}', 1400, "1\u00a0400 satsningar"),
        ("{{ v|nobreak }}", "NSV26-0031-2", '<span class="nobreak">NSV26-0031-2</span>'),
        ("{{ v|nobreak }}", "<b>", '<span class="nobreak">&lt;b&gt;</span>'),
    ],
)
def test_filter(text, value, shown):
    assert render(text, v=value) == shown


def test_date_and_time_is_in_swedish_time():
    shown = render("{{ v|date_and_time }}", v=datetime(2026, 1, 17, 12, 2, tzinfo=UTC))
    assert shown == "den\u00a017\u00a0januari\u00a02026 kl.\u00a013.02"


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("day", "17\u00a0april\u00a02026"),
        ("month", "april\u00a02026"),
        ("year", "2026"),
        ("unknown", "datum okänt"),
    ],
)
def test_a_date_shows_no_more_than_is_known(precision, shown):
    thing = SimpleNamespace(decided_on=date(2026, 4, 17), decided_on_precision=precision)
    assert render('{{ v|known_date:"decided_on" }}', v=thing) == shown


def test_a_shared_precision_is_found():
    thing = SimpleNamespace(date=date(2026, 1, 1), date_precision="year")
    assert render("{{ v|known_date }}", v=thing) == "2026"
