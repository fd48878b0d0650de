"""What can be read, heard and copied out of a document."""

import re
import subprocess
from pathlib import Path

import pytest

from foundation.pdf import DocumentInfo, Information, Position, Section
from tests.support import sample_document as sample
from tests.support.pdf_reader import read_aloud, spoken, texts
from tests.support.programs import need

LABELS = [
    "Dokumenttitel",
    "Diarienummer",
    "Dokumentkategori",
    "Dokumentansvarig",
    "Beslutad av",
    "Giltighetstid",
    "Revideringar",
]


def made(document: DocumentInfo | None = None, **changes: object) -> bytes:
    return sample.render(
        sample.TEMPLATE, sample.context(**changes), document=document or sample.document()
    )


def paragraph(text: str) -> bytes:
    """A document that is one heading and one paragraph."""
    return made(
        information=None,
        steps=[],
        clauses=[],
        positions=None,
        sections=[Section(heading="Stycke", text=text)],
        closing_sections=[],
    )


def copied(pdf: bytes, folder: Path) -> str:
    """The text as another program copies it."""
    source = folder / "document.pdf"
    source.write_bytes(pdf)
    command = [need("pdftotext", "poppler-utils"), "-enc", "UTF-8", str(source), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def test_swedish_letters_and_fi_words_come_out_right(tmp_path: Path) -> None:
    words = "åäö ÅÄÖ é ü finansiell flöde effekt offentlig konfliktfri sjukvård – 1 234,5 % §"
    pdf = made(sections=[Section(heading="Tecken", text=words)])
    assert words in spoken(pdf).replace("\u00a0", " ")
    assert words in copied(pdf, tmp_path).replace("\u00a0", " ").replace("\n", " ")


def test_decomposed_letters_are_composed() -> None:
    assert "Sörmländsk på" in spoken(made(decision_intro="So\u0308rmla\u0308ndsk pa\u030a"))


def test_the_number_stands_in_the_text_and_on_every_page(tmp_path: Path) -> None:
    pdf = sample.full()
    assert sample.NUMBER in texts(pdf, "TD")
    pages = copied(pdf, tmp_path).split("\f")[:2]
    assert [f"sida {n} (2)" in page for n, page in enumerate(pages, 1)] == [True, True]
    assert all(page.count(sample.NUMBER) >= 3 for page in pages)
    assert all("UTKAST" not in page for page in pages)


def test_without_a_number_every_page_says_draft(tmp_path: Path) -> None:
    pdf = sample.draft()
    pages = copied(pdf, tmp_path).split("\f")
    pages = [page for page in pages if page.strip()]
    assert len(pages) == 2
    assert all(page.count("UTKAST – EJ DIARIEFÖRT") >= 3 for page in pages)
    assert "UTKAST – EJ DIARIEFÖRT" in texts(pdf, "P")
    assert sample.NUMBER not in "".join(pages).replace(f"({sample.NUMBER[:-2]}-1)", "")


def test_document_information_has_exactly_its_labels_in_order() -> None:
    headers = texts(sample.full(), "TH")
    assert headers[: len(LABELS)] == LABELS


def test_rows_without_a_value_are_left_out() -> None:
    pdf = made(information=Information(title="Titel", number="EXEMPEL26-0001-1"))
    assert [each for each in texts(pdf, "TH") if each in LABELS] == LABELS[:2]


def test_the_decision_comes_before_everything_but_title_and_information() -> None:
    text = spoken(sample.full())
    order = ["Dokumentinformation", "Samverkansgruppen beslutar", "Behovet kommer", "Underlag"]
    places = [text.index(each) for each in order]
    assert places == sorted(places)


def test_forty_clauses_are_numbered_to_the_last() -> None:
    labels = [label.strip() for label in texts(sample.long(), "Lbl")]
    assert labels == [f"{number}." for number in range(1, 41)]


def test_a_single_clause_has_no_number() -> None:
    pdf = made(clauses=["att förslaget avslås."], closing_sections=[])
    assert texts(pdf, "Lbl") == []
    assert "att förslaget avslås." in texts(pdf, "P")


def test_no_positions_is_said_in_words() -> None:
    assert "Inga ställningstaganden har antecknats." in texts(made(positions=[]), "P")


def test_a_document_without_positions_does_not_mention_them() -> None:
    assert "Ställningstaganden" not in spoken(made(positions=None))


def test_markup_in_texts_stays_text() -> None:
    odd = """<b>5 < 6 & "citat" 'enkelt' </b><script>x</script> {{ document }}"""
    pdf = made(
        document=sample.document(title=odd),
        information=Information(title=odd, number=odd),
        clauses=[odd],
        positions=[Position(principal=odd, stance=odd, note=odd)],
        sections=[Section(heading=odd, text=odd, items=[odd])],
    )
    assert texts(pdf, "H1") == [odd]
    assert spoken(pdf).count(odd) >= 8


def test_a_divided_word_is_heard_whole_but_printed_with_a_hyphen(tmp_path: Path) -> None:
    word = "samverkansöverenskommelser"
    pdf = paragraph(f"{word} " * 40)
    assert re.search(r"[\u00ad-]\n", copied(pdf, tmp_path)), "the sample must divide some word"
    heard = next(text for text in texts(pdf, "P") if "samverkans" in text)
    assert heard.split() == [word] * 40


def test_words_at_line_ends_do_not_run_together() -> None:
    words = " ".join(f"ord{number}" for number in range(120))
    pdf = paragraph(words)
    assert words in texts(pdf, "P")


@pytest.mark.parametrize("word", ["e-arkivering-och-e-tjänster", "vård/omsorg/elevhälsa"])
def test_a_line_that_ends_inside_a_joined_word_gets_no_blank(word: str) -> None:
    words = " ".join([word] * 30)
    pdf = paragraph(words)
    assert words in texts(pdf, "P")


@pytest.mark.parametrize("tag", ["H1", "H2", "TD", "LBody"])
def test_words_are_divided_nowhere_but_in_body_text(tag: str) -> None:
    word = "samverkansöverenskommelser"
    many = f"{word} " * 5
    pdf = made(
        document=sample.document(title=many.strip()),
        information=Information(title=many.strip(), number="EXEMPEL26-0001-1"),
        clauses=[many.strip(), many.strip()],
        sections=[Section(heading=many.strip())],
        closing_sections=[],
        positions=None,
    )
    printed = [read.text for read in read_aloud(pdf) if read.tag == tag and word in read.text]
    assert printed
    assert all(set(text.split()) == {word} for text in printed)
    assert b"FEFF00AD" not in pdf_contents(pdf)


def pdf_contents(pdf: bytes) -> bytes:
    from tests.support.pdf_reader import open_pdf

    with open_pdf(pdf) as document:
        return b"".join(page.Contents.read_bytes() for page in document.pages)


def test_a_long_title_is_set_smaller_and_whole() -> None:
    title = " ".join(["Samordnad individuell planering"] * 6)
    assert len(title) > 180
    pdf = made(document=sample.document(title=title))
    assert texts(pdf, "H1") == [title]


def test_table_headers_repeat_on_every_page() -> None:
    heads = [text for text in texts(sample.long(), "THead") if "Värde" in text]
    assert len(heads) >= 3
    rows = [text for text in texts(sample.long(), "TH") if text.startswith("Rad ")]
    assert rows == [f"Rad {number}" for number in range(1, 81)]
