"""Archive documents: PDF/A-2a and PDF/UA-1 in one file, the same bytes on every machine."""

from foundation.pdf.document import (
    DocumentInfo,
    Information,
    Position,
    Section,
    Sender,
    Step,
    Table,
)
from foundation.pdf.render import render

__all__ = [
    "DocumentInfo",
    "Information",
    "Position",
    "Section",
    "Sender",
    "Step",
    "Table",
    "render",
]
