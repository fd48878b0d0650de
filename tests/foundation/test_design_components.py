"""The components as they are written to the page."""

import re
from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory, override_settings

from foundation.errors import Problem, StaleVersion
from foundation.forms import PortalForm
from foundation.pages import Crumb, Fact, Mark, Step, Task, ordering, page_of, query_with


def render(text, path="/lista/", **context):
    context.setdefault("request", RequestFactory().get(path))
    context.setdefault("county", None)
    html = engines["django"].from_string(text).render(context)
    return re.sub(r"[ \n]+", " ", html).strip()


@pytest.mark.parametrize("state", ["done", "current", "coming", "crossed"])
def test_a_state_is_a_shape_and_a_word(state):
    html = render(f'{{% chip "{state}" "Ordet" %}}')
    assert f"knot--{state}" in html
    assert 'aria-hidden="true"' in html
    assert "Ordet" in html


def test_the_shapes_differ_without_colour():
    drawn = {render(f'{{% knot "{s}" %}}') for s in ("done", "current", "coming", "crossed")}
    without_class = {re.sub(r"knot--\w+", "", html) for html in drawn}
    assert len(without_class) == 4


def test_thread_marks_the_step_one_is_at():
    steps = [
        Step("done", "Behovet kom in", "12 januari", "/behov/1/"),
        Step("current", "Beredning", text="I två grupper."),
        Step("coming", "Beslut", word="Väntas"),
    ]
    html = render('{% thread steps "Stegen" %}', steps=steps)
    assert html.count('aria-current="step"') == 1
    assert '<ol class="thread" aria-label="Stegen">' in html
    assert '<a href="/behov/1/">Behovet kom in</a>' in html
    assert "Klart, <span" in html
    assert "Väntas" in html


def test_meter_counts_and_says_each_state_aloud():
    marks = [Mark("Behov", "done", "#a"), Mark("Ansvar", "current"), Mark("Mått", "coming")]
    html = render('{% meter marks "Kriterier" %}', marks=marks)
    assert "1 av 3 uppfyllda" in html
    for word in ("uppfyllt", "påbörjat", "inte påbörjat"):
        assert f'<span class="sr-only">, {word}</span>' in html


def test_facts_leave_out_what_is_not_known():
    rows = [Fact("Titel", "Rutin"), ("Gäller till", ""), ("Sidor", 0), ("Nr", "X-1", "/x/")]
    html = render("{% facts rows %}", rows=rows)
    assert html.count("<dt>") == 3
    assert "Gäller till" not in html
    assert "<dd>0</dd>" in html
    assert '<a href="/x/">X-1</a>' in html


def test_letter_makes_the_verb_the_link():
    html = render(
        "{% letter tasks %}", tasks=[Task("Du ska", "läsa", "/x/", "den", "senast i dag")]
    )
    assert 'Du ska <a href="/x/">läsa</a> den.' in html
    assert '<span class="deadline">senast i dag</span>' in html


def test_crumbs_end_with_the_page_itself():
    html = render("{% breadcrumbs crumbs %}", crumbs=[Crumb("Beslut", "/beslut/"), Crumb("Nr 1")])
    assert '<a href="/beslut/">Beslut</a>' in html
    assert '<span aria-current="page">Nr 1</span>' in html


def test_pages_keep_the_filters():
    page = Paginator(range(120), 50).get_page(2)
    html = render('{% pagination page "beslut" %}', "/lista/?ar=2026&sida=2", page=page)
    assert 'href="?ar=2026&amp;sida=1"' in html
    assert 'href="?ar=2026&amp;sida=3"' in html
    assert "Sida 2 av 3" in html
    assert "(120 beslut)" in html


def test_one_page_has_no_page_numbers():
    assert render("{% pagination page %}", page=Paginator(range(3), 50).get_page(1)) == ""


@pytest.mark.parametrize(
    ("path", "aria", "href"),
    [
        ("/lista/?ar=2026&sida=4", "", "?ar=2026&amp;ordning=datum"),
        ("/lista/?ordning=datum", 'aria-sort="ascending"', "?ordning=-datum"),
        ("/lista/?ordning=-datum", 'aria-sort="descending"', "?ordning=datum"),
    ],
)
def test_sorting_turns_and_goes_back_to_the_first_page(path, aria, href):
    html = render('{% sort_head "datum" "Datum" %}', path)
    assert f'href="{href}"' in html
    assert ("aria-sort" in html) == bool(aria)
    assert aria in html


def test_ordering_takes_only_known_columns():
    columns = {"datum": "decided_on", "nummer": "number"}
    asked = [("?ordning=nummer", "number"), ("?ordning=-nummer", "-number")]
    asked += [("?ordning=password", "-decided_on"), ("", "-decided_on")]
    for query, expected in asked:
        request = RequestFactory().get(f"/{query}")
        assert ordering(request, columns, "-datum") == expected


def test_a_page_out_of_range_is_the_nearest():
    factory = RequestFactory()
    assert page_of(factory.get("/?sida=99"), list(range(60))).number == 2
    assert page_of(factory.get("/?sida=x"), list(range(60))).number == 1


def test_a_query_can_lose_its_last_part():
    assert query_with(QueryDict("sida=2"), sida=None) == "?"


def test_error_summary_counts_links_and_takes_focus():
    problems = [Problem("Välj grupp.", "lead"), Problem("Skriv ett skäl.", "reason")]
    html = render("{% error_summary problems=problems %}", problems=problems)
    assert "Två saker behöver rättas" in html
    assert '<a href="#id_lead">Välj grupp.</a>' in html
    assert "autofocus" in html
    assert 'tabindex="-1"' in html
    one = render("{% error_summary problems=problems %}", problems=problems[:1])
    assert "En sak behöver rättas" in one


def test_nothing_wrong_is_no_summary():
    assert render("{% error_summary form %}", form=PortalForm({})) == ""
    assert render("{% error_summary nothing_here %}") == ""


def test_conflict_says_who_and_when():
    error = StaleVersion(changed_by="Eva (demo)", changed_at=datetime(2026, 4, 17, tzinfo=UTC))
    text = '{% include "components/version_conflict.html" with current_url="/nu/" %}'
    html = render(text, error=error)
    assert "Eva (demo)" in html
    assert 'href="/nu/"' in html
    assert "autofocus" in html


@pytest.mark.parametrize("kind", ["info", "ok", "warn", "stop"])
def test_notices_have_a_kind_and_their_words(kind):
    html = render(f'{{% notice kind="{kind}" title="Rubrik" %}}<p>Text</p>{{% endnotice %}}')
    assert f"notice--{kind}" in html
    assert "<p>Text</p>" in html
    assert ("<svg" in html) == (kind != "info")


def test_what_a_person_wrote_in_a_notice_is_escaped():
    html = render("{% notice title=t %}{{ t }}{% endnotice %}", t="<script>")
    assert "<script>" not in html


def test_a_wide_table_can_be_scrolled_by_keyboard():
    html = render('{% scroll_table "Handlingar" %}<table></table>{% endscroll_table %}')
    assert 'role="region" aria-label="Handlingar" tabindex="0"' in html


def test_progress_speaks_numbers_and_gives_plain_ones_to_the_browser():
    html = render('{% progress "Hämtar" 340 1200 %}')
    assert "340 av 1\u00a0200" in html
    assert 'max="1200"' in html
    assert "max" not in render('{% progress "Hämtar" %}')


def test_save_bar_tells_when():
    html = render(
        '{% save_bar "Spara" at "/tillbaka/" %}', at=datetime(2026, 4, 17, 12, 2, tzinfo=UTC)
    )
    assert "Sparat kl. 14.02" in html
    assert 'role="status"' in html


@override_settings(DEMO=True)
def test_the_demo_is_marked():
    assert render("{% demo as d %}{{ d }}") == "True"


@pytest.mark.parametrize("name", ["arrow", "external", "search", "menu", "warning", "error", "ok"])
def test_signs_are_hidden_from_screen_readers_and_take_the_text_colour(name):
    html = render(f'{{% icon "{name}" %}}')
    assert 'aria-hidden="true"' in html
    assert 'stroke="currentColor"' in html
    assert "style=" not in html
