"""Words of an organisation's record in the language of a paper, and where papers reach it."""

from collections.abc import Iterator, Mapping

from app.domain.script import search_key, to_cyrillic
from app.infra.db import session
from app.infra.i18n import place_name
from app.organisations.models import District, Organisation, Region

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")
KINDS: Mapping[str, str] = {
    search_key(word): kind
    for kind, words in {
        "city": "shahri shahar sh город г city",
        "region": "viloyati viloyat vil область обл region",
        "district": "tumani tuman район district",
    }.items()
    for word in words.split()
}
"""Words that say what kind of place a name is of, and what kind."""


def in_script(text: str, language: str) -> str:
    """Words of the records, in the script of the paper."""
    return to_cyrillic(text) if language == "uz_Cyrl" else text


def said_in(language: str, organisation: Organisation, what: str) -> str:
    """Its `address` or `head_post` in a language; as it is kept where no other is given."""
    other = str(getattr(organisation, f"{what}_{language}", ""))
    return other or in_script(str(getattr(organisation, what)), language)


def postal_address(organisation: Organisation, language: str) -> str:
    """Where papers reach it, with region and district in the language of the paper, each once.

    Empty while no address is known: a region alone is none.
    """
    street = said_in(language, organisation, "address")
    if not street:
        return ""
    places = list(_places(organisation))
    known = {_folded(getattr(place, name, "")) for place in places for name in NAMES}
    parts = [part.strip() for part in street.split(",")]
    kept = ", ".join(part for part in parts if part and _folded(part) not in known)
    ordered = [*(place_name(place, language) for place in places), kept]
    return ", ".join(filter(None, reversed(ordered) if language == "en" else ordered))


def place_of(organisation: Organisation, language: str) -> str:
    """Its region and district in the language of a paper."""
    return ", ".join(place_name(place, language) for place in _places(organisation))


def _places(organisation: Organisation) -> Iterator[Region | District]:
    yield session().get_one(Region, organisation.region_soato)
    if organisation.district_soato is not None:
        yield session().get_one(District, organisation.district_soato)


def _folded(name: str) -> tuple[str, ...]:
    """What a place is called, in any script, its kind written out or not; a city is one without it."""
    words = [KINDS.get(word, word) for word in search_key(name).split()]
    return tuple(sorted(word for word in words if word != "city"))
