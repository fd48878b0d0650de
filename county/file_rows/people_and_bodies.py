"""Rows for the county itself, who works together, and what each may do."""

from collections.abc import Mapping
from typing import Annotated, ClassVar

from county.loader.rows import Count, KnownDate, Named, Precision, Reference, Row
from county.models import County


class CountyFileRow(Named):
    """The county: exactly one row."""

    official_name: str
    code: str
    programme: str
    target_year: Count
    sectors: list[str] = []
    dimensions: list[str] = []
    tone: str = County.Tone.WATER.value
    min_principals: Count = 2
    submitted_title_is_public: bool = False


class DistrictRow(Named):
    """A part of the county."""


class OrganisationRow(Named):
    """A huvudman, a support organisation or an external party."""

    kind: str
    code: str = ""
    short: str = ""
    aliases: str = ""
    is_principal: bool = False
    is_host: bool = False
    district: Annotated[str | None, Reference("districts")] = None
    address: str = ""
    web: str = ""


class BodyRow(Named):
    """A group, board, network or council."""

    precision_of: ClassVar[Mapping[str, str]] = {
        "valid_from": "validity_precision",
        "valid_to": "validity_precision",
    }

    kind: str
    short: str = ""
    aliases: str = ""
    parent: Annotated[str | None, Reference("bodies")] = None
    district: Annotated[str | None, Reference("districts")] = None
    organisation: Annotated[str | None, Reference("organisations")] = None
    advisory: bool = False
    historic: bool = False
    valid_from: KnownDate = None
    valid_to: KnownDate = None
    validity_precision: Precision = None
    rhythm: str = ""
    size_note: str = ""
    decision_rule: str = ""
    quorum: Count | None = None
    requires_all_principals: bool = False


class SeatRow(Row):
    """A place in a body."""

    body: Annotated[str, Reference("bodies")]
    role: str
    organisation: Annotated[str | None, Reference("organisations")] = None
    per: str = ""
    count: Count | None = None
    note: str = ""


class RoleRow(Named):
    """A role and the capabilities it carries."""

    capabilities: list[str] = []


class MandateRow(Row):
    """What a body may do with which kinds of matter."""

    body: Annotated[str, Reference("bodies")]
    action: str
    subjects: list[str]


class TermRow(Row):
    """One of the county's own words, in its forms."""

    indefinite: str
    definite: str
    plural: str = ""
    definite_plural: str = ""
    short: str = ""
    is_neuter: bool = False
    explanation: str = ""
