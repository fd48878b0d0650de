"""What a row of the county file looks like: strict types, references, dates as far as known."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, InstanceOf
from pydantic_core import PydanticCustomError

from foundation.text.dates import DatePrecision

_KEY = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class Reference:
    """Marks a field that holds the key (or keys) of rows in another section."""

    section: str


@dataclass(frozen=True)
class PartialDate:
    """A date as far as the file gives it: the first day it can be, and how much was written."""

    first_day: date
    precision: str


def _key(value: Any) -> Any:
    if isinstance(value, str) and not _KEY.fullmatch(value):
        raise PydanticCustomError(
            "county",
            "en nyckel skrivs med små bokstäver a–z, siffror och enkla bindestreck eller "
            "understreck, till exempel ”fardplan-2026”",
        )
    return value


def _partial_date(value: Any) -> Any:
    if value is None:
        return None
    match = _PARTIAL.fullmatch(value) if isinstance(value, str) else None
    try:
        year, month, day = match.groups() if match else (None, None, None)
        first = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError as error:
        raise PydanticCustomError(
            "county",
            "inget riktigt datum. Skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ inom citattecken, "
            "eller null när datumet är okänt",
        ) from error
    known = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    return PartialDate(first, known.value)


def _full_date(value: Any) -> Any:
    found = _partial_date(value)
    if found is not None and found.precision != DatePrecision.DAY:
        raise PydanticCustomError(
            "county", "här behövs hela datumet, ÅÅÅÅ-MM-DD, eller null när det är okänt"
        )
    return found


Key = Annotated[str, BeforeValidator(_key), Field(min_length=1, max_length=80)]
Count = Annotated[int, Field(ge=0, le=32767)]
KnownDate = Annotated[InstanceOf[PartialDate] | None, BeforeValidator(_partial_date)]
FullDate = Annotated[InstanceOf[PartialDate] | None, BeforeValidator(_full_date)]
Precision = str | None


class FileRow(BaseModel):
    """Any row: a key of its own, and no field that the section does not know.

    `precision_of` names, for each partly known date, the field that says how much is known.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    precision_of: ClassVar[Mapping[str, str]] = {}

    key: Key

    def values(self) -> dict[str, Any]:
        """The row as JSON values by field, in the form in which it is kept and compared."""
        given = {name: _plain(getattr(self, name)) for name in type(self).model_fields}
        for name in references_of(type(self)):
            if isinstance(given[name], list):
                given[name].sort()
        for name in set(self.precision_of.values()):
            given[name] = self.precision(name)
        return given

    def precision(self, name: str) -> str:
        """What the file says of the precision, or what its dates show."""
        stated = getattr(self, name)
        if stated is not None:
            return str(stated)
        dates = (getattr(self, each) for each, of in self.precision_of.items() if of == name)
        return next((each.precision for each in dates if each), DatePrecision.UNKNOWN.value)

    def date_faults(self) -> Mapping[str, str]:
        """Swedish faults by field, where a date and its stated precision do not agree."""
        faults = {}
        for name, precision_field in self.precision_of.items():
            value, stated = getattr(self, name), getattr(self, precision_field)
            if value is None or stated in {None, value.precision}:
                continue
            is_season = stated == DatePrecision.SEASON and value.precision == DatePrecision.MONTH
            if not is_season:
                faults[name] = (
                    f"datumet är skrivet med noggrannheten ”{value.precision}” men "
                    f"{precision_field} säger ”{stated}”. Ändra det ena så att de stämmer överens"
                )
            elif value.first_day.month % 3:
                faults[name] = "en årstid skrivs som dess första månad: 03, 06, 09 eller 12"
        return faults


class Row(FileRow):
    """A row of one of the county's own tables."""

    order: Count = 0
    source: str = ""
    unverified: bool = False


class Named(Row):
    """A row with a name, and a description in our own words."""

    name: str
    summary: str = ""


@cache
def references_of(row: type[FileRow]) -> Mapping[str, Reference]:
    """The fields of a row that refer to other rows, and where to."""
    return {
        name: mark
        for name, field in row.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Reference)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return value.first_day.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
