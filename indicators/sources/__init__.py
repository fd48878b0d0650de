"""The sources that can be read by machine. A new one is a module here, registered below.

Nothing here knows our tables: a source reads and hands over (`base.py`), `indicators.services`
compares and stores.
"""

from indicators.sources import kolada, pxweb_v1, pxweb_v2
from indicators.sources.base import register

register(kolada.Kolada.key, kolada.from_settings)
register(pxweb_v1.PxWebV1.key, pxweb_v1.from_settings)
register(pxweb_v2.PxWebV2.key, pxweb_v2.from_settings)
