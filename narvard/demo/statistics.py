"""The demo's figures: an emulator of the open sources, and a first refresh from it.

The figures travel the whole way that real ones do, over HTTP and through the worker. Those that
stand in the older extract are shown as such, all others as made up.
"""

from narvard.demo.place import Place
from narvard.processes import Process

NAME = "statistics"


def emulator(here: Place) -> Process | None:
    """The emulator as a process of the demo, or None when a real source was named."""
    if not here.statistics_port:
        return None
    command = ("python", "manage.py", "kolada_emulator", "--port", str(here.statistics_port))
    # A revision and a deletion a day, so that there is something to follow up.
    return Process(NAME, (*command, "--daily-changes", "--with-parent"))


def ask_for_figures() -> None:
    """Have the worker read everything, where there are series and not yet any figures."""
    from indicators.models import DataSeries, Observation, Refresh
    from indicators.services.refresh import request_refresh
    from indicators.sources import base

    if Observation.objects.exists():
        return
    readable = base.keys()
    for key in DataSeries.objects.values_list("source_key", flat=True).distinct():
        if key in readable:
            request_refresh(source_key=key, kind=Refresh.Kind.FULL)


def know_the_extract() -> None:
    """Let figures that stand in the older extract be told from made-up ones."""
    from indicators.provenance import register_known_extract
    from narvard.emulator.extract import known_extract

    register_known_extract(lambda *place: known_extract().get(place))
