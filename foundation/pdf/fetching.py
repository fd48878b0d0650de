"""What a document may read while it is set: our own static files and the package fonts."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from foundation import fonts


class ForbiddenSourceError(Exception):
    """A document asked for something outside our own files; nothing was read or sent."""


class _Stop(FatalURLFetchingError):  # type: ignore[misc]
    """The only kind of error that WeasyPrint does not swallow while it fetches."""


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Refuses every address but `file:` below our static folders and the font package."""

    STOP = _Stop

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind `url`. Raises `STOP` for anything else, before touching it."""
        del headers
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc:
            raise _Stop(f"A document may not fetch {url[:200]}")
        path = Path(unquote(parts.path)).resolve()
        if not any(path.is_relative_to(root.resolve()) for root in _roots()):
            raise _Stop(f"A document may not read {path}")
        return URLFetcherResponse(url, path.read_bytes())


def _roots() -> list[Path]:
    return [fonts.FILES, *(Path(folder) for folder in settings.STATICFILES_DIRS)]
