"""A decision of two pages as an archive file, against bare WeasyPrint of the same markup.

Both sides use the same process, the same typeface and the same parsed stylesheet; bare means a
plain PDF: no tags, no PDF/A, no mending. Rounds alternate, so that both meet the same machine.
"""

from statistics import median
from time import perf_counter
from typing import Any

from weasyprint import HTML

from foundation.pdf.press import press
from foundation.pdf.render import print_html, render
from tests.support import sample_document as sample

BAR = 1.25
ROUNDS = 15


def run(rounds: int = ROUNDS) -> list[dict[str, Any]]:
    """Rows with `name`, `ratio` (median), `bar` and `rounds`; needs Django set up, no database."""
    from foundation.pdf.render import html

    markup = html(sample.TEMPLATE, sample.context(), document=sample.document())
    print_html(markup)
    _bare(markup)
    with_template, without_template, bare = [], [], []
    for _ in range(rounds):
        bare.append(_seconds(lambda: _bare(markup)))
        without_template.append(_seconds(lambda: print_html(markup)))
        with_template.append(
            _seconds(lambda: render(sample.TEMPLATE, sample.context(), document=sample.document()))
        )
    base = median(bare)
    return [
        _row("Decision PDF, two pages, warm, of the same markup", without_template, base, rounds),
        _row("Decision PDF, two pages, warm, with its template", with_template, base, rounds),
    ]


def _bare(markup: str) -> None:
    machine = press()
    HTML(string=markup, url_fetcher=machine.fetcher).write_pdf(
        stylesheets=[machine.stylesheet], font_config=machine.fonts
    )


def _seconds(work: Any) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _row(name: str, times: list[float], base: float, rounds: int) -> dict[str, Any]:
    return {"name": name, "ratio": median(times) / base, "bar": BAR, "rounds": rounds}
