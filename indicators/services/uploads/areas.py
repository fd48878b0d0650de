"""Which area a row is about, by its code, its name, or both when they agree."""

from collections import defaultdict
from collections.abc import Iterable

from indicators.models import StatisticalArea
from indicators.services.uploads.limits import RefusedRow


class Areas:
    """The areas of the registry, found as people write them."""

    def __init__(self, areas: Iterable[StatisticalArea]) -> None:
        self._by_code: dict[str, StatisticalArea] = {}
        self._by_name: dict[str, list[StatisticalArea]] = defaultdict(list)
        for area in areas:
            self._by_code[area.code.lower()] = area
            self._by_name[area.name.lower()].append(area)

    def find(self, code: str, name: str) -> int:
        """The id of the area. Raises RefusedRow when it is unknown or not one and the same."""
        if not code and not name:
            raise RefusedRow("Området är inte ifyllt.")
        if not code or not name:
            return self._only(code or name)
        coded, named = self._said(code), self._said(name)
        if not coded:
            raise RefusedRow(
                f"Koden ”{code}” är okänd. Rätta den, eller ta bort den om namnet stämmer."
            )
        both = [area for area in coded if area in named]
        if len(both) != 1:
            area = coded[0]
            raise RefusedRow(
                f"Koden {area.code} är {area.name}, men namnet är {name}. Rätta det som är fel."
            )
        return both[0].pk

    def _only(self, said: str) -> int:
        found = self._said(said)
        if not found:
            raise RefusedRow(
                f"Området ”{said}” är okänt. Skriv kommunens namn eller kod som i registret."
            )
        if len(found) > 1:
            codes = " och ".join(area.code for area in found)
            raise RefusedRow(f"Flera områden heter ”{said}”. Skriv områdets kod: {codes}.")
        return found[0].pk

    def _said(self, said: str) -> list[StatisticalArea]:
        """Those that the word may stand for: one by its code, else all by that name."""
        # Spreadsheet programs take the zeros away from 0480.
        text = said.zfill(4) if said.isdecimal() else said.lower()
        if text in self._by_code:
            return [self._by_code[text]]
        for each in (text, text.removesuffix(" kommun"), text.removesuffix("s kommun")):
            if each in self._by_name:
                return self._by_name[each]
        return []
