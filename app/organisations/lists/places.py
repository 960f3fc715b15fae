"""Regions and districts as lists write them: by their code, or by a name in any script."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.errors import DomainError
from app.domain.script import search_key
from app.organisations.queries import districts, region_names, regions


@dataclass(frozen=True)
class Places:
    """Every place by what a list may call it: regions by code or name, districts within their region."""

    _regions: Mapping[str, str] = field(default_factory=lambda: _named_regions())
    _names: Mapping[str, str] = field(default_factory=region_names)
    _districts: Mapping[tuple[str, str], str] = field(default_factory=lambda: _named_districts())

    def region(self, text: str) -> str:
        """Return the code of a region.

        Raises:
            DomainError: `organisation.region_unknown`; `organisation.region_several`, what is written is the
                beginning of a name, and a city and the region around it may be called alike.
        """
        key = search_key(text)
        found = self._regions.get(key)
        if found is not None:
            return found
        fitting = {code for called, code in self._regions.items() if key and called.startswith(f"{key} ")}
        if not fitting:
            raise DomainError("organisation.region_unknown")
        names = [f"{name} ({code})" for code, name in self._names.items() if code in fitting]
        raise DomainError("organisation.region_several", written=text[:60], names=", ".join(names))

    def district(self, region: str, text: str) -> str:
        """Return the code of a district or city of a region. Raises `organisation.district_unfit`."""
        found = self._districts.get((region, search_key(text)))
        if found is None:
            raise DomainError("organisation.district_unfit")
        return found


def _named_regions() -> dict[str, str]:
    return {
        search_key(called): place.soato
        for place in regions()
        for called in (place.soato, place.name_uz, place.name_uz_cyrl, place.name_ru, place.name_en)
    }


def _named_districts() -> dict[tuple[str, str], str]:
    return {
        (place.region_soato, search_key(called)): place.soato
        for place in districts()
        for called in (place.soato, place.name_uz, place.name_uz_cyrl, place.name_ru)
    }
