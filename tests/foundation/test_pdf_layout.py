"""Where the ink is: the thread in the margin, nothing outside the text area, right in grey."""

import pytest
from PIL import Image

from tests.support import sample_document as sample
from tests.support.pdf_pictures import ink, pictures

WIDTH, HEIGHT = 210, 297
THREAD = 40


@pytest.fixture(scope="module", params=sorted(sample.SAMPLES))
def pages(request: pytest.FixtureRequest) -> list[Image.Image]:
    return pictures(sample.SAMPLES[request.param]())


def test_pages_are_a4(pages: list[Image.Image]) -> None:
    sizes = {(round(p.width / 70 * 25.4), round(p.height / 70 * 25.4)) for p in pages}
    assert sizes == {(WIDTH, HEIGHT)}


def test_nothing_runs_into_the_margins(pages: list[Image.Image]) -> None:
    for page in pages:
        assert ink(page, 184, 0, WIDTH, HEIGHT) == 0
        assert ink(page, THREAD + 2, 0, WIDTH, 10) == 0
        assert ink(page, THREAD + 2, 288, WIDTH, HEIGHT) == 0
        assert ink(page, 0, 0, 10, HEIGHT) == 0


def test_head_and_foot_keep_clear_of_the_text(pages: list[Image.Image]) -> None:
    for page in pages:
        assert ink(page, THREAD + 2, 20, WIDTH, 30) == 0
        assert ink(page, THREAD + 2, 270, WIDTH, 272) == 0


@pytest.mark.parametrize("name", sorted(sample.SAMPLES))
def test_the_thread_runs_from_edge_to_edge_also_in_grey(name: str) -> None:
    for page in pictures(sample.SAMPLES[name](), grey=True):
        colours = page.convert("RGB").getcolors(page.width * page.height)
        assert all(red == green == blue for _, (red, green, blue) in colours)
        for top in range(0, HEIGHT - 10, 10):
            assert ink(page, THREAD - 1, top, THREAD + 1.5, top + 10) > 0


def test_the_number_stands_along_the_thread_on_every_page(pages: list[Image.Image]) -> None:
    for page in pages:
        assert ink(page, 30, 205, THREAD - 1, 270) > 50


def test_steps_of_the_case_stand_left_of_the_thread_on_the_first_page_only() -> None:
    with_steps = pictures(sample.full())
    context = sample.context(steps=[])
    without = pictures(sample.render(sample.TEMPLATE, context, document=sample.document()))
    assert ink(with_steps[0], 12, 60, 38, 180) > 100
    assert ink(without[0], 12, 60, 38, 180) == 0
    assert ink(with_steps[1], 12, 0, 38, 180) == 0


def test_a_draft_is_unlike_a_registered_document_at_a_glance() -> None:
    draft, registered = pictures(sample.draft()), pictures(sample.full())
    for page, other in zip(draft, registered, strict=True):
        assert ink(page, 30, 150, 39, 275) > 2 * ink(other, 30, 150, 39, 275)
