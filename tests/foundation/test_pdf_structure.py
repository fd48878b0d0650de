"""What the file says about itself, checked without Java."""

from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from tests.support import sample_document as sample
from tests.support.pdf_reader import kids, open_pdf, read_aloud, texts

METADATA = {
    "{http://www.aiim.org/pdfa/ns/id/}part": "2",
    "{http://www.aiim.org/pdfa/ns/id/}conformance": "A",
    "{http://www.aiim.org/pdfua/ns/id/}part": "1",
    "{http://purl.org/dc/elements/1.1/}title": sample.TITLE,
    "{http://purl.org/dc/elements/1.1/}creator": ["Region Exempel"],
    "{http://ns.adobe.com/xap/1.0/}CreateDate": "2026-05-07T11:30:00Z",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return sample.full()


@pytest.fixture
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with open_pdf(pdf) as document:
        yield document


@pytest.mark.parametrize("key", sorted(METADATA))
def test_metadata(opened: pikepdf.Pdf, key: str) -> None:
    with opened.open_metadata() as metadata:
        assert metadata[key] == METADATA[key]


def test_metadata_is_stored_plain_so_that_archives_can_search_it(pdf: bytes) -> None:
    assert b"pdfuaid:part>1<" in pdf


def test_colours_have_an_output_intent(opened: pikepdf.Pdf) -> None:
    intent = opened.Root.OutputIntents[0]
    assert intent.S == "/GTS_PDFA1"
    assert len(intent.DestOutputProfile.read_bytes()) > 1000


def test_it_is_marked_swedish_and_shows_its_title(opened: pikepdf.Pdf) -> None:
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "sv"
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_the_language_follows_the_document() -> None:
    pdf = sample.render(sample.TEMPLATE, sample.context(), document=sample.document(language="en"))
    with open_pdf(pdf) as opened:
        assert str(opened.Root.Lang) == "en"


def test_every_font_is_embedded_and_from_the_package(opened: pikepdf.Pdf) -> None:
    fonts = {
        str(font.BaseFont): font.DescendantFonts[0].FontDescriptor
        for page in opened.pages
        for font in page.Resources.Font.values()
    }
    assert len(fonts) == 2
    for name, descriptor in fonts.items():
        assert "Atkinson-Hyperlegible" in name
        assert len(descriptor.FontFile2.read_bytes()) > 1000


def test_the_sample_has_two_pages(opened: pikepdf.Pdf) -> None:
    assert len(opened.pages) == 2


def test_one_heading_of_the_first_level_and_sections_below_it(pdf: bytes) -> None:
    assert texts(pdf, "H1") == [sample.TITLE]
    assert texts(pdf, "H2") == [
        "Beslut",
        "Behovet kommer från verksamheterna",
        "Skälen för beslutet",
        "Så följs satsningen upp",
        "Ställningstaganden",
        "Underlag för beslutet",
        "Beslutet skickas till",
    ]
    assert {read.tag for read in read_aloud(pdf)}.isdisjoint({"H3", "H4", "H5", "H6"})


def test_running_matter_is_not_in_the_structure(pdf: bytes, opened: pikepdf.Pdf) -> None:
    spoken = read_aloud(pdf)[0].text
    assert "sida 1 (2)" not in spoken
    assert "Org.nr" not in spoken
    for page in opened.pages:
        content = page.Contents.read_bytes()
        assert content.count(b"/Pagination") >= 5


def test_all_text_is_either_in_the_tree_or_running_matter(opened: pikepdf.Pdf) -> None:
    numbers = opened.Root.StructTreeRoot.ParentTree.Nums
    in_tree = set(_marks(opened.Root.StructTreeRoot.K[0]))
    for index, page in enumerate(opened.pages):
        parents = list(numbers[2 * index + 1])
        used = {mark for mark, parent in enumerate(parents) if parent is not None}
        assert used == {mark for objgen, mark in in_tree if objgen == page.objgen}
        content = page.Contents.read_bytes().decode("latin-1")
        assert all(f"<</MCID {mark}>>" in content for mark in used)


def test_no_element_is_left_without_content(opened: pikepdf.Pdf) -> None:
    empty = [str(each.S) for each in _elements(opened.Root.StructTreeRoot.K[0]) if not kids(each)]
    assert empty == []


def test_headings_do_not_contain_themselves(opened: pikepdf.Pdf) -> None:
    for element in _elements(opened.Root.StructTreeRoot.K[0]):
        if element.S in ("/H1", "/H2", "/P"):
            assert element.P.S != element.S


def test_table_headers_say_what_they_are_headers_of(opened: pikepdf.Pdf) -> None:
    scopes = [
        (str(element.P.P.S), str(element.A.Scope))
        for element in _elements(opened.Root.StructTreeRoot.K[0])
        if element.S == "/TH"
    ]
    assert ("/THead", "/Column") in scopes
    assert ("/TBody", "/Row") in scopes
    assert set(scopes) == {("/THead", "/Column"), ("/TBody", "/Row")}


def test_every_table_has_a_caption(pdf: bytes) -> None:
    assert texts(pdf, "Caption") == [
        "Dokumentinformation",
        "Mått, utgångsläge och mål (påhittade värden)",
        "Huvudmännens ställningstaganden",
    ]


def test_numbered_lists_are_named_so_and_plain_lists_have_no_labels(opened: pikepdf.Pdf) -> None:
    kinds = [
        str(element.A.ListNumbering)
        for element in _elements(opened.Root.StructTreeRoot.K[0])
        if element.S == "/L"
    ]
    assert kinds == ["/Decimal", "/None"]


def _elements(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        if not isinstance(kid, int) and kid.get("/Type") == "/StructElem":
            yield kid
            yield from _elements(kid)


def _marks(root: Any) -> Iterator[tuple[Any, int]]:
    for element in _elements(root):
        for kid in kids(element):
            if isinstance(kid, int):
                yield element.Pg.objgen, kid
