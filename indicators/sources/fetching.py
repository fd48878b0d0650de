"""One polite reader of JSON over HTTP, shared by all sources.

It waits between requests, tries again what may pass, and turns everything that can go wrong into
a `SourceError` whose Swedish sentence tells the steward what happened.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn
from urllib.parse import quote

import httpx2
import stamina
from django.conf import settings

from indicators.sources.base import SourceError, SourceGone, Tally

POLITE_SECONDS = 1 / 3
"""Between the beginnings of two requests. No source asks for more than three a second."""

_EXCERPT = 160
_HUGE = 1e300


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an answer, and between the tries. All in seconds but `tries`."""

    timeout: float = 30.0
    tries: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    """Also the most that a source's own Retry-After is obeyed."""
    jitter: float = 1.0


class _Passing(SourceError):
    """What may be over in a moment. `wait` is what the source itself asked for, in seconds."""

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class Refused(SourceError):
    """The source does not accept the question: an id it does not know, or one too many."""


class Fetcher:
    """Reads JSON from one source. Not for use by several threads at once."""

    def __init__(
        self,
        base_url: str,
        name: str,
        *,
        interval: float = POLITE_SECONDS,
        patience: Patience | None = None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.base = httpx2.URL(base_url.rstrip("/"))
        self._name = name
        self._interval = interval
        self._patience = patience or Patience()
        self._next_time = 0.0
        self._client = httpx2.Client(
            headers={"User-Agent": user_agent(), "Accept": "application/json"},
            timeout=self._patience.timeout,
            transport=transport,
        )

    def address(self, *path: str, query: Mapping[str, str] | None = None) -> httpx2.URL:
        """An address under the base. The path is encoded here, but its commas and slashes."""
        tail = "/".join(quote(part, safe=",/") for part in path)
        return httpx2.URL(f"{self.base}/{tail}", params=query or None)

    def elsewhere(self, url: httpx2.URL) -> bool:
        """Whether an address leads to another server than the base does."""
        return (url.scheme, url.host, url.port) != (
            self.base.scheme,
            self.base.host,
            self.base.port,
        )

    def get(self, url: httpx2.URL, tally: Tally) -> Any:
        """What stands there. Raises SourceError, or SourceGone when the interface is withdrawn."""
        return self._json("GET", url, tally, None)

    def post(self, url: httpx2.URL, body: Any, tally: Tally) -> Any:
        """The answer to a question that is sent as JSON. Raises like `get`."""
        return self._json("POST", url, tally, body)

    def unexpected(self, what: str) -> NoReturn:
        """Raise the error for an answer that is not built as agreed."""
        raise SourceError(f"{self._name} svarade i ett oväntat format: {what}.")

    def _json(self, method: str, url: httpx2.URL, tally: Tally, body: Any) -> Any:
        patience = self._patience
        for attempt in stamina.retry_context(
            on=_backoff,
            attempts=patience.tries,
            timeout=None,
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.jitter,
        ):
            with attempt:
                response = self._once(method, url, tally, body)
        return self._decoded(response)

    def _once(self, method: str, url: httpx2.URL, tally: Tally, body: Any) -> httpx2.Response:
        """One try. Raises `_Passing` for what is worth another."""
        now = time.monotonic()
        if now < self._next_time:
            time.sleep(self._next_time - now)
        self._next_time = time.monotonic() + self._interval
        tally.requests += 1
        tries = f"trots {self._patience.tries} försök"
        try:
            response = self._client.request(method, url, json=body)
        except httpx2.TimeoutException as error:
            seconds = f"{self._patience.timeout:g}".replace(".", ",")
            raise _Passing(f"{self._name} svarade inte inom {seconds} s, {tries}.") from error
        except (httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
            raise SourceError(f"Adressen till {self._name} är felaktig: {url}.") from error
        except httpx2.DecodingError as error:
            raise SourceError(f"Svaret från {self._name} gick inte att packa upp.") from error
        except httpx2.TransportError as error:
            raise _Passing(
                f"Förbindelsen med {self._name} gick inte att upprätta eller bröts, {tries}."
            ) from error
        self._check(response, tries)
        return response

    def _check(self, response: httpx2.Response, tries: str) -> None:
        status = response.status_code
        if status == httpx2.codes.GONE:
            raise SourceGone(
                f"{self._name} har dragit in den version av gränssnittet som portalen läser "
                "(svar 410). Inget mer hämtas förrän portalen har anpassats."
            )
        crowded = status == httpx2.codes.TOO_MANY_REQUESTS
        if crowded or response.is_server_error:
            wait = self._asked_to_wait(response)
            said = "bad oss vänta" if crowded else "svarade med fel"
            raise _Passing(f"{self._name} {said} (svar {status}), {tries}.", wait)
        if response.is_redirect:
            raise SourceError(f"{self._name} hänvisade till en annan adress (svar {status}).")
        if not response.is_success:
            raise Refused(
                f"{self._name} avvisade frågan (svar {status}): {_excerpt(response.text)}"
            )

    def _asked_to_wait(self, response: httpx2.Response) -> float | None:
        """Seconds from Retry-After, which is a number or a date, never beyond our own limit."""
        said = response.headers.get("Retry-After", "").strip()
        if said.isdecimal():
            seconds = float(said)
        else:
            try:
                then = parsedate_to_datetime(said)
            except ValueError:
                return None
            then = then if then.tzinfo else then.replace(tzinfo=UTC)
            seconds = max(0.0, (then - datetime.now(UTC)).total_seconds())
        return min(seconds, self._patience.longest_wait)

    def _decoded(self, response: httpx2.Response) -> Any:
        """The JSON of an answer. PxWeb may begin it with a byte order mark."""
        content = response.content
        if "html" in response.headers.get("Content-Type", "") or content.lstrip()[:1] == b"<":
            raise SourceError(f"{self._name} svarade med en webbsida i stället för uppgifter.")
        try:
            return json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
        except ValueError as error:
            raise SourceError(f"{self._name} svarade med avbruten eller trasig JSON.") from error


def user_agent() -> str:
    """Who reads, and where to write if we read too much."""
    return f"narvard/1.0 (+mailto:{settings.CONTACT_EMAIL})"


def number(value: Any) -> float | None:
    """A number as JSON gives it, or None for null. Raises ValueError for anything else."""
    if value is None:
        return None
    # Not isinstance: to Python a bool is an int.
    if type(value) not in (int, float) or not -_HUGE < value < _HUGE:
        raise ValueError(value)
    return float(value)


def some(names: Sequence[str], most: int = 5) -> str:
    """The first few of many, for a sentence."""
    return ", ".join(names[:most]) + (f" med flera ({len(names)} st)" if len(names) > most else "")


def _backoff(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds."""
    if not isinstance(error, _Passing):
        return False
    return True if error.wait is None else error.wait


def _excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain[:_EXCERPT] + ("…" if len(plain) > _EXCERPT else "") or "utan förklaring"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
