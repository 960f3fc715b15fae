"""The codes that describe publications, and what they are called in the reader's language."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from flask_babel import LazyString

from app.domain.deadlines import Event
from app.domain.kinds import KINDS, SERIALS, Group
from app.domain.publication import Carrier, EditionStatus, Kind, NewspaperLevel, Origin
from app.domain.schemes import Scheme
from app.domain.script import to_cyrillic
from app.infra.i18n import current_language, gettext
from app.infra.i18n import lazy_gettext as _
from app.publications.detail_names import LABELS

KINDS_FILE = Path(__file__).parent / "data" / "kinds.csv"
"""Every kind that rule sets may name, with names in three languages (compiled for the project)."""

REGISTERED_KINDS = tuple(kind for kind in Kind if kind not in SERIALS)
"""The kinds that are registered one by one; what comes out in issues is registered as a periodical."""

SCRIPTS: Mapping[str, LazyString] = {
    "Latn": _("Latin"),
    "Cyrl": _("Cyrillic"),
    "Arab": _("Arabic script"),
    "Zyyy": _("Another script"),
    "Zxxx": _("Without writing"),
}
ROLES: Mapping[str, LazyString] = {
    "author": _("Author"),
    "editor": _("Editor"),
    "compiler": _("Compiler"),
    "translator": _("Translator"),
    "illustrator": _("Illustrator"),
    "foreword": _("Author of the foreword"),
    "reviewer": _("Reviewer"),
    "composer": _("Composer"),
    "lyricist": _("Author of the words"),
    "arranger": _("Arranger"),
    "performer": _("Performer"),
    "narrator": _("Narrator"),
    "cartographer": _("Cartographer"),
    "artist": _("Artist"),
    "photographer": _("Photographer"),
    "director": _("Director"),
    "scriptwriter": _("Scriptwriter"),
    "actor": _("Actor"),
    "supervisor": _("Scientific supervisor"),
    "opponent": _("Official opponent"),
    "developer": _("Developer"),
    "inventor": _("Inventor"),
}
GENERAL_ROLES = ("author", "editor", "compiler", "translator", "illustrator", "foreword", "reviewer")
"""Roles that people may have in a publication of any kind."""

GROUPS: Mapping[str, LazyString] = {
    Group.TEXT: _("Books and leaflets"),
    Group.SERIAL: _("Periodicals"),
    Group.NOTATED: _("Music"),
    Group.CARTOGRAPHIC: _("Maps"),
    Group.GRAPHIC: _("Pictures"),
    Group.ACADEMIC: _("Theses and reports"),
    Group.OFFICIAL: _("Official documents"),
    Group.EPHEMERA: _("Advertising and ephemera"),
    Group.ACCESSIBLE: _("For blind and partially sighted readers"),
    Group.AV: _("Sound and moving pictures"),
    Group.ELECTRONIC: _("Electronic publications"),
    Group.OTHER: _("Everything else"),
}
SCHEMES: Mapping[str, LazyString | str] = {
    Scheme.ISBN: "ISBN",
    Scheme.ISMN: "ISMN",
    Scheme.ISSN: "ISSN",
    Scheme.DOI: "DOI",
    Scheme.URN: "URN",
    Scheme.ISRC: "ISRC",
    Scheme.ISAN: "ISAN",
    Scheme.EIDR: "EIDR",
    Scheme.STANDARD: _("Designation of the standard"),
    Scheme.PATENT: _("Number of the patent"),
    Scheme.OWN: _("Own or licence number"),
}
"""What identifiers are called."""

ORIGINS: Mapping[str, LazyString] = {
    Origin.DOMESTIC: _("Printed in this country"),
    Origin.PRINTED_ABROAD: _("Printed abroad for a publisher of this country"),
    Origin.IMPORTED: _("Published abroad and imported"),
    Origin.FOREIGN_DOMESTIC_RIGHTS: _("Published abroad, with the right to distribute it here"),
}
CARRIERS: Mapping[str, LazyString] = {
    Carrier.PRINT: _("On paper"),
    Carrier.ELECTRONIC_CARRIER: _("On an electronic carrier"),
    Carrier.AV_CARRIER: _("On an audio or video carrier"),
    Carrier.ONLINE: _("Online"),
}
SUBJECTS: Mapping[str, LazyString] = {
    "science": _("Science"),
    "fiction": _("Fiction and poetry"),
    "education": _("Education"),
    "culture": _("Art and culture"),
    "society": _("Society, law and economics"),
    "technology": _("Technology and agriculture"),
    "reference": _("Reference"),
    "other": _("Another subject"),
}
AUDIENCES: Mapping[str, LazyString] = {
    "general": _("Everyone"),
    "children": _("Children"),
    "youth": _("Young people"),
    "specialists": _("Specialists"),
}
EDITIONS: Mapping[str, LazyString] = {
    EditionStatus.FIRST: _("First edition"),
    EditionStatus.REVISED: _("Revised or enlarged edition"),
    EditionStatus.UNCHANGED_REPRINT: _("Unchanged reprint"),
}
EVENTS: Sequence[Event] = (
    Event.FIRST_BATCH_RELEASED,
    Event.PRINT_RUN_COMPLETED,
    Event.PUBLICATION,
    Event.PRODUCTION_COMPLETED,
    Event.FIRST_DISTRIBUTION,
    Event.PUT_INTO_CIRCULATION,
    Event.MADE_AVAILABLE,
    Event.IMPORT,
    Event.DEFENCE,
)
"""What can happen to a release, in the order in which it is asked."""

NEWSPAPER_LEVELS: Mapping[str, LazyString] = {
    NewspaperLevel.NATIONAL: _("National"),
    NewspaperLevel.REGIONAL: _("Regional"),
    NewspaperLevel.LOCAL: _("Local"),
}

FACTS: Mapping[str, LazyString] = {
    "title": _("Title"),
    "parallel_title": _("Parallel title"),
    "people": _("People"),
    "language": _("Language"),
    "languages": _("Language"),
    "script": _("Script"),
    "kind": _("Kind"),
    "origin": _("Origin"),
    "carrier": _("Carrier"),
    "subjects": _("Subject"),
    "audiences": _("Audience"),
    "restricted": _("Restricted access"),
    "udc": _("UDC"),
    "identifiers": _("Identifiers"),
    "series": _("Series"),
    "edition_status": _("Edition"),
    "original_deposited": _("Earlier edition deposited"),
    "print_run": _("Print run"),
    "pages": _("Pages"),
    "size": _("Size"),
    "price": _("Price"),
    "unit_cost": _("Price"),
    "printer": _("Printing house"),
    "imprint": _("Publisher's imprint"),
    "place": _("Place"),
    "year": _("Year"),
    "depositor_region": _("Region"),
    "depositor_municipality": _("District or city"),
    "newspaper_level": _("Reach of the newspaper"),
    "import_copies": _("Copies brought into the country"),
    "print_on_demand": _("Printed on demand"),
    "hire_only": _("For hire only"),
    "file_delivered": _("File delivered"),
    "harvested": _("Collected from the network"),
    "multi_medium": _("Published in several media"),
    "same_identifier": _("Same identifier as before"),
    "editorially_processed": _("Edited before publication"),
    "has_imprint": _("Carries imprint data"),
    "other_regime": _("Given under another law"),
    **LABELS,
}
"""What each answer of a registration, and each fact that a rule may ask for, is called."""


def word(words: Mapping[str, LazyString | str], code: str | None) -> str:
    """Return what a code is called; nothing known reads "Not known", a code of no list stands for itself."""
    return str(words.get(code, code)) if code else gettext("Not known")


def kind_name(code: str) -> str:
    """Return what a kind of document is called in the reader's language."""
    names = _kinds().get(code)
    if names is None:
        return code
    language = current_language().code
    if language == "uz_Cyrl":
        return to_cyrillic(names["name_uz_latn"])
    return names["name_uz_latn" if language == "uz" else f"name_{language}"]


def registered_kinds() -> list[tuple[str, str]]:
    """Return codes and names of the kinds that are registered, by name, for a filter."""
    return sorted(((kind.value, kind_name(kind)) for kind in REGISTERED_KINDS), key=lambda pair: pair[1])


def kinds_by_group(kinds: Iterable[Kind]) -> dict[str, list[tuple[str, str]]]:
    """Return codes and names of kinds under the names of their groups, for a list to choose from."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in kinds:
        found.setdefault(str(GROUPS[KINDS[kind].group]), []).append((kind.value, kind_name(kind)))
    return found


def language_tag(language: str, script: str) -> str:
    """Return the tag of a text's language and script for a page (BCP 47), such as `uz-Cyrl`."""
    if language in ("mul", "zxx"):
        return language
    return language if script in ("", "Zyyy", "Zxxx") else f"{language}-{script}"


@cache
def _kinds() -> dict[str, dict[str, str]]:
    with KINDS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}
