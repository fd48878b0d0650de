"""A person in a browser: logs in, fills in, chooses, and reads what the page says."""

import re

from tests.support.waiting import PATIENCE_SECONDS

# Playwright counts in thousandths.
PATIENCE = PATIENCE_SECONDS * 1000


class Person:
    """One browser window of one demo user; anonymous without a key."""

    def __init__(self, browser, address, key="", *, width=1280, javascript=True):
        self.address = address.rstrip("/")
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.broken = []
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        if key:
            self.go("/konto/logga-in/")
            with self.page.expect_navigation():
                self.page.locator(f"form[action$='/{key}/'] button").click()
            assert "/arbete/" in self.page.url

    def go(self, path):
        """Open an address; the answer's status is returned."""
        return self.page.goto(f"{self.address}{path}").status

    def press(self, name):
        """Press a button by what it says; every button here leads to a page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        """Follow the first link that says so, to a page or to a question on this one."""
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()

    def write(self, **fields):
        """Fill fields by name; `B1="…"`."""
        for name, value in fields.items():
            self.page.locator(f"main [name='{name}']:visible").fill(value)

    def pick(self, **fields):
        """Choose from lists by what they show."""
        for name, label in fields.items():
            self.page.locator(f"main select[name='{name}']").select_option(label=label)

    def tick(self, name, *labels):
        """Tick boxes or choose radios of one field by what stands beside them."""
        for label in labels:
            box = self.page.locator(f"main input[name='{name}']")
            ids = [each.get_attribute("id") for each in box.all()]
            texts = {one: self.page.locator(f"label[for='{one}']").inner_text() for one in ids}
            fitting = [one for one, text in texts.items() if text.strip().startswith(label)]
            assert len(fitting) == 1, f"{name}: {label} among {list(texts.values())}"
            found = fitting[0]
            if not self.page.locator(f"#{found}").is_checked():
                self.page.locator(f"label[for='{found}']").click()

    def row(self, field, **cells):
        """Fill the first row of a table of rows: lists by label, the rest as text."""
        for name, value in cells.items():
            cell = self.page.locator(f"main [name='{field}-0-{name}']")
            if cell.evaluate("element => element.tagName") == "SELECT":
                cell.select_option(label=value)
            else:
                cell.fill(value)

    @property
    def text(self):
        """What the page's main part says, with ordinary blanks."""
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    @property
    def mistakes(self):
        """The lines of the error summary."""
        lines = [each.inner_text() for each in self.page.locator(".error-summary li").all()]
        return [line.replace("\u00a0", " ") for line in lines]
