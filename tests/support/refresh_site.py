"""Registers a few of the emulator's series on a database of its own, and asks for a run.

`python tests/support/refresh_site.py` with `DATABASE_URL` and `KOLADA_BASE_URL` in the
environment; the series are named as arguments.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

import django

if __name__ == "__main__":
    django.setup()

    from indicators.models import DataSeries, StatisticalArea
    from indicators.services.refresh import request_refresh
    from indicators.sources.base import Tally
    from indicators.sources.kolada import Kolada

    for code, kind in (("0480", "municipality"), ("0004", "region"), ("G33614", "group")):
        StatisticalArea.objects.create(
            key=f"omr-{code.lower()}", code=code, name=code, kind=kind, role="own"
        )
    for facts in Kolada(os.environ["KOLADA_BASE_URL"]).describe(sys.argv[1:], Tally()):
        DataSeries.objects.create(
            key=facts.external_id.lower(), name=facts.title, source_key="kolada",
            external_id=facts.external_id, title=facts.title, levels=facts.levels,
            gendered=bool(facts.gendered), first_year=2021,
        )  # fmt: skip
    print(request_refresh(source_key="kolada").sentence)
