"""Outside the demonstration no figure is made up: asked when the portal is set up and started.

`migrate` runs both checks before it touches a table, and the web process starts after it.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.utils import Error as DatabaseError

from indicators.provenance import SETTINGS, of_source


@checks.register()
def true_addresses(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Figures are read from the sources' own addresses."""
    if settings.DEMO:
        return []
    from indicators.models import Provenance

    return [
        checks.Error(
            f"{setting} är inte källans egen adress, och siffrorna därifrån vore påhittade.",
            hint=f"Ta bort {setting} ur miljön.",
            id="indicators.E001",
        )
        for key, setting in SETTINGS.items()
        if of_source(key) == Provenance.DEMO
    ]


@checks.register(checks.Tags.database)
def nothing_made_up(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """No made-up figure has followed along from a demonstration."""
    if settings.DEMO or not databases:
        return []
    from indicators.models import Observation, Provenance

    made_up = Observation.objects.filter(provenance=Provenance.DEMO)
    try:
        found = any(made_up.using(alias).exists() for alias in databases if alias in connections)
    except DatabaseError:
        # There is no table yet: nothing can have followed along.
        return []
    if not found:
        return []
    return [
        checks.Error(
            "Databasen innehåller påhittade siffror från en demonstration.",
            hint="Börja med en tom databas, och läs in länsfilen i den.",
            id="indicators.E002",
        )
    ]
