"""Fetching figures: asking for a run, carrying it out in batches, storing what was read.

`asking` makes the run and its first event; `reading` carries out a batch and passes the run on;
`closing` ends it. `storing` is where values are written.
"""

from indicators.services.refresh.asking import (
    Asked,
    close_abandoned,
    request_by_clock,
    request_refresh,
)

__all__ = ["Asked", "close_abandoned", "request_by_clock", "request_refresh"]
