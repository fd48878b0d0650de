"""Holds the branch coverage of the floors where a fault costs most, when coverage is measured."""

import io

import coverage
import pytest

GATED = ("diary", "decisions", "initiatives")
LOWEST = 95.0


class CoverageGate:
    """A pytest plugin: fails a full run whose gated packages are tested too little."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """pytest-cov has combined its data by now, and the closing line is still to come."""
        measured = coverage.Coverage()
        measured.load()
        for package in GATED:
            report = io.StringIO()
            percent = measured.report(
                include=[f"{package}/*"], file=report, show_missing=True, skip_covered=True
            )
            enough = percent >= LOWEST
            self.lines.append(f"{package}: {percent:.1f} % ({'ok' if enough else 'too low'})")
            if not enough:
                self.lines.append(report.getvalue())
                session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show each package's figure."""
        terminalreporter.section(f"branch coverage, at least {LOWEST:.0f} %")
        for line in self.lines:
            terminalreporter.line(line)
