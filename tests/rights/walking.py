"""Requests as each actor, and what the answers mean in one word."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from county.models import User


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every address of the portal: its name and its pattern."""
    for each in (resolver or get_resolver()).url_patterns:
        route = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from addresses(each, route)
        elif isinstance(each, URLPattern):
            yield each.name or route, route


@dataclass(frozen=True)
class Answer:
    """What came back, and nothing of how it was made: thousands of these are kept."""

    status_code: int
    headers: dict[str, str]
    content: bytes
    cookies: tuple[str, ...]


class Visitors:
    """A browser for each actor. Every request leaves the database as it was.

    Only what a stranger reads is kept, for that is how a published page comes to be: rendered once,
    and the same bytes for all who come after.
    """

    def __init__(self, people: Mapping[str, User | None]) -> None:
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.cookies: dict[str, str] = {}
        for actor, user in people.items():
            if user is not None:
                client = Client()
                client.force_login(user)
                self.cookies[actor] = client.cookies.output(attrs=[], header="", sep=";").strip()

    def get(self, actor: str, url: str) -> Answer:
        kept = nullcontext() if actor == "anonymous" else undone()
        return self._ask(RequestFactory().get(url), actor, kept)

    def post(self, actor: str, url: str, data: Mapping[str, Any]) -> Answer:
        cache.clear()
        return self._ask(RequestFactory().post(url, dict(data)), actor, undone())

    def _ask(
        self, request: HttpRequest, actor: str, around: AbstractContextManager[None]
    ) -> Answer:
        environ = request.environ | {"HTTP_COOKIE": self.cookies.get(actor, "")}  # type: ignore[attr-defined]
        with around:
            answer = self.handler(environ)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return Answer(
            answer.status_code, dict(answer.headers), content, tuple(sorted(answer.cookies))
        )


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    connection.run_on_commit = []


def word(answer: Answer) -> str:
    """`ok`, `login` (led to log in), `on` (led elsewhere), or the status."""
    if answer.status_code == 200:
        return "ok"
    if answer.status_code in {301, 302}:
        return "login" if answer.headers["Location"].startswith("/konto/logga-in/") else "on"
    return str(answer.status_code)


def deed(answer: Answer) -> str:
    """For a POST: `done` (led on), `form` (shown again), `login`, or the status."""
    said = word(answer)
    return {"on": "done", "ok": "form", "422": "form"}.get(said, said)


def text_of(answer: Answer) -> str:
    """All that can be read in an answer: its bytes, and what is packed inside them."""
    content = answer.content
    found = content.decode("utf-8", "replace") + str(answer.headers)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as packed:
            found += "".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    if content.startswith(b"%PDF") and len(content) > 1000:
        found += _pdf_text(content)
    return found


def _pdf_text(content: bytes) -> str:
    from tests.support.pdf_reader import open_pdf, spoken

    with open_pdf(content) as document:
        attached = "".join(
            each.get_file().read_bytes().decode("utf-8", "replace")
            for each in document.attachments.values()
        )
        about = str(document.docinfo) + str(document.open_metadata())
    return spoken(content) + attached + about


class _Forms(HTMLParser):
    """The fields of every form on a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.area = self.select = ""
        self.chosen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({"": given.get("action", ""), "method": given.get("method", "get")})
        if not self.forms:
            return
        name = given.get("name", "")
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            ticked = given.get("type") in {"checkbox", "radio"}
            if not ticked or "checked" in given:
                value = given.get("value", "on" if ticked else "")
                self.forms[-1].setdefault(name, []).append(value)
        elif tag == "textarea":
            self.area = name
            self.forms[-1].setdefault(name, []).append("")
        elif tag == "select":
            self.select, self.chosen = name, []
        elif tag == "option" and self.select and "selected" in given:
            self.forms[-1].setdefault(self.select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"textarea", "select"}:
            self.area = self.select = ""

    def handle_data(self, data: str) -> None:
        if self.area and self.forms:
            self.forms[-1][self.area][-1] += data


def form_on(answer: Answer, url: str) -> dict[str, Any]:
    """What the page's own form would send to `url`; empty when the page has none."""
    parser = _Forms()
    parser.feed(answer.content.decode())
    path = url.partition("?")[0]
    for form in parser.forms:
        if form["method"].lower() == "post" and form[""] in {"", path, url}:
            sent = {name: value for name, value in form.items() if name not in {"", "method"}}
            sent.pop("csrfmiddlewaretoken", None)
            return {
                name: [re.sub(r"^\n", "", each) for each in value] for name, value in sent.items()
            }
    return {}
