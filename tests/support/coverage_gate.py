"""Holds the branch coverage of the floors where a fault costs most, when coverage is measured.

Measuring makes tests half as slow again, so it is done only while the gated packages' own tests
run: what other tests happen to pass through is no proof of anything there.
"""

import io
import json
import tempfile
from collections.abc import Generator
from typing import Any

import coverage
import pytest

GATED = ("diary", "decisions", "initiatives")
# What a run fails below, of lines and of branches.
LOWEST = 95.0
# The run's exit code then: unlike pytest's own, so that it is not taken for a test that failed.
TOO_LITTLE = 10


class MeasuredWhereGated:
    """A pytest plugin: coverage rests while other packages' tests run."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Around all of a test: its fixtures, itself, and what it leaves."""
        folder = item.path.relative_to(self.config.rootpath / "tests").parts[0]
        measured = self.config.pluginmanager.getplugin("_cov")
        controller = getattr(measured, "cov_controller", None)
        if controller is None or folder in GATED:
            return (yield)
        controller.pause()
        try:
            return (yield)
        finally:
            controller.resume()


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
            inside = [f"{package}/*"]
            lines, branches = _percentages(measured, inside)
            enough = min(lines, branches) >= LOWEST
            verdict = "ok" if enough else "too low"
            self.lines.append(f"{package}: {branches:.1f} %, with lines {lines:.1f} % ({verdict})")
            if not enough:
                report = io.StringIO()
                measured.report(include=inside, file=report, show_missing=True, skip_covered=True)
                self.lines.append(report.getvalue())
                session.exitstatus = TOO_LITTLE

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show each package's figure."""
        terminalreporter.section(f"branch coverage, at least {LOWEST:.0f} %")
        for line in self.lines:
            terminalreporter.line(line)


def _percentages(measured: coverage.Coverage, inside: list[str]) -> tuple[float, float]:
    """Of lines and branches together, and of branches alone."""
    with tempfile.NamedTemporaryFile(mode="r", suffix=".json") as file:
        together = measured.json_report(outfile=file.name, include=inside)
        totals = json.load(file)["totals"]
    return together, 100 * totals["covered_branches"] / max(1, totals["num_branches"])
