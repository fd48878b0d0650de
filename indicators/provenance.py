"""Where a value truly comes from, decided once, when it is stored.

Only the true host of a source makes its values that source's own. From anywhere else a value is
invented demonstration data, unless it is exactly a figure of the known extract: the
demonstration registers one with `register_known_extract`.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings

from indicators.models import Provenance

Lookup = Callable[[str, str, int, str], float | None]
"""(series, area code, year, gender) -> the real figure, or None where the extract has none."""

_TRUE_HOSTS = {
    "kolada": ("KOLADA_BASE_URL", "api.kolada.se", Provenance.KOLADA),
    "fohm": (
        "FOLKHALSODATA_BASE_URL",
        "fohm-app.folkhalsomyndigheten.se",
        Provenance.FOLKHALSODATA,
    ),
    "scb": ("SCB_BASE_URL", "statistikdatabasen.scb.se", Provenance.SCB),
}
SETTINGS = {key: setting for key, (setting, _host, _provenance) in _TRUE_HOSTS.items()}
"""The setting that holds each source's address."""
_extracts: list[Lookup] = []


def register_known_extract(lookup: Lookup) -> None:
    """Let real figures of an older extract be recognised when an emulator hands them over."""
    if lookup not in _extracts:
        _extracts.append(lookup)


def of_source(source_key: str) -> Provenance:
    """What the source's address makes its values: its own name, or demonstration data."""
    if source_key not in _TRUE_HOSTS:
        return Provenance.DEMO
    setting, host, provenance = _TRUE_HOSTS[source_key]
    address = urlsplit(getattr(settings, setting))
    return provenance if (address.scheme, address.netloc) == ("https", host) else Provenance.DEMO


def in_extract(series: str, area: str, year: int, gender: str, value: float) -> bool:
    """True when a known extract holds exactly this figure in this place."""
    return any(lookup(series, area, year, gender) == value for lookup in _extracts)


def knows_extracts() -> bool:
    """True where any extract is registered: then every value is compared with it."""
    return bool(_extracts)
