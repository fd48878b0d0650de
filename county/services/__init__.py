"""Writes to the county's data by people. The loader has its own way in (`county.loader`)."""

from county.services.people import create_operator
from county.services.rows import delete_row, save_row

__all__ = ["create_operator", "delete_row", "save_row"]
