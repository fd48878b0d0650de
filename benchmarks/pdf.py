"""A decision of two pages as an archive file, against bare WeasyPrint of the same markup.

Both sides use the same process, the same typeface and the same parsed stylesheet; bare means a
plain PDF: no tags, no PDF/A, no mending. Each round measures both, so that both meet the same
machine.
"""

from statistics import median
from time import perf_counter
from typing import Any

from weasyprint import HTML

from foundation.pdf.press import press
from foundation.pdf.render import html, print_html, render
from tests.support import sample_document as sample

BAR = 1.25
ROUNDS = 15


def run(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` (median of the rounds), `bar` and `rounds`; needs no database."""
    markup = html(sample.TEMPLATE, sample.context(), document=sample.document())
    print_html(markup)
    _bare(markup)
    of_markup, of_template = [], []
    for _ in range(rounds):
        bare = _seconds(lambda: _bare(markup))
        of_markup.append(_seconds(lambda: print_html(markup)) / bare)
        of_template.append(_seconds(_whole) / bare)
    return [
        _row("Decision PDF, two pages, warm, of the same markup", of_markup),
        _row("Decision PDF, two pages, warm, with its template", of_template),
    ]


def _whole() -> None:
    render(sample.TEMPLATE, sample.context(), document=sample.document())


def _bare(markup: str) -> None:
    machine = press()
    HTML(string=markup, url_fetcher=machine.fetcher).write_pdf(
        stylesheets=[machine.stylesheet], font_config=machine.fonts
    )


def _seconds(work: Any) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _row(name: str, ratios: list[float]) -> dict[str, Any]:
    return {"name": name, "ratio": median(ratios), "bar": BAR, "rounds": len(ratios)}
