"""Archive and accessibility at once, judged by veraPDF."""

import pytest
from weasyprint import HTML

from foundation.pdf.press import press
from tests.support import sample_document as sample
from tests.support.verapdf import ARCHIVE, UNIVERSAL_ACCESS, VeraPdf, missing

pytestmark = pytest.mark.verapdf


@pytest.mark.parametrize("profile", [ARCHIVE, UNIVERSAL_ACCESS])
@pytest.mark.parametrize("name", sorted(sample.SAMPLES))
def test_every_sample_conforms_to_both_profiles(verapdf: VeraPdf, name: str, profile: str) -> None:
    assert verapdf.failures(sample.SAMPLES[name](), profile) == []


@pytest.mark.parametrize("profile", [ARCHIVE, UNIVERSAL_ACCESS])
def test_the_validator_refuses_a_plain_pdf(verapdf: VeraPdf, profile: str) -> None:
    plain = HTML(string="<html lang=sv><title>Plain</title><p>Text").write_pdf(
        font_config=press().fonts, stylesheets=[press().stylesheet]
    )
    assert verapdf.failures(plain, profile)


def test_without_the_claim_it_is_not_universal_access(
    verapdf: VeraPdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.pdf.metadata.claim_universal_access", lambda _pdf: None)
    failures = verapdf.failures(sample.full.__wrapped__(), UNIVERSAL_ACCESS)
    assert any("14289" in failure for failure in failures)


def test_a_missing_program_is_named_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr("tests.support.verapdf.JAVA_FOLDER", tmp_path)
    assert "apt-get install libjaxb-java" in missing()
