"""The last hand on a file before it is written: what WeasyPrint leaves undone for PDF/UA-1.

WeasyPrint can write PDF/A-2a or PDF/UA-1, not both. It also leaves head and foot in the reading
order's number tree, gives table headers no scope and numbered lists no kind, and lets a hyphen at
the end of a line cut the word in two for a screen reader. All of that is mended here, on the
objects in memory, which costs less than opening the file anew.
"""

from typing import Any

import pydyf

from foundation.pdf import metadata, reading_order


def finish(_document: Any, pdf: pydyf.PDF) -> None:
    """Mend `pdf` in place. Called by WeasyPrint just before the file is written."""
    metadata.claim_universal_access(pdf)
    reading_order.mend(pdf)
