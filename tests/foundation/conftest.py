"""Fixtures that the tests of the ground share."""

from tests.support.verapdf import verapdf

__all__ = ["verapdf"]
