"""A real browser against a live server. Skipped, with the reason, where no Chromium is."""

import os
import shutil
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from tests.support.walk import PATIENCE

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
expect.set_options(timeout=PATIENCE)
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def program():
    """Where Chromium is."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        if os.environ.get("REQUIRE_ALL") == "1":
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("Chromium is missing: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def chromium(program):
    """One browser for the session."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server):
    """`open_page("/adress/", width=360, …)`: a page whose console must stay silent."""
    contexts, said = [], []

    def opened(address, *, width=1280, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "console",
            lambda message: said.append(message.text) if message.type == "error" else None,
        )
        page.goto(f"{live_server.url}{address}")
        page.evaluate("document.fonts.ready")
        return page

    opened.said = said
    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def violations():
    """`violations(page)`: what axe finds, as short lines; empty is good."""

    def found(page):
        # Playwright evaluates in the page's own world; the policy forbids a script tag.
        page.evaluate(AXE.read_text())
        result = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
        )
        return [
            f"{each['id']}: {node['target']} {node['failureSummary']}"
            for each in result["violations"]
            for node in each["nodes"]
        ]

    return found
