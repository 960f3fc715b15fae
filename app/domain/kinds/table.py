"""Kind by kind: the facts asked, the carriers offered, the numbers it bears, what happens to it."""

from collections.abc import Mapping
from types import MappingProxyType

from app.domain.deadlines import Event
from app.domain.kinds.definition import (
    EVERY,
    ONLINE,
    PAPER,
    RECORDED,
    STORED,
    WRITTEN,
    Carriers,
    Group,
    KindDefinition,
    Names,
)
from app.domain.publication import Carrier, Kind
from app.domain.schemes import Scheme

EDITION: Names = ("edition_status", "original_deposited", "deposit_reason", "edition_changes")
ISSUED: Names = ("print_run", "price", "place", "year", "import_copies")
PRINTED: Names = ("pages", "size", "printer", "print_on_demand", *ISSUED)
NETWORK: Names = ("url", "access_terms", "file_formats", "system_requirements")
CARRIED: Names = ("carrier_form", "carrier_count")
BOOK: Names = ("udc", "series", *EDITION, *PRINTED, *NETWORK, *CARRIED)
RECORDING: Names = ("producer", *EDITION, "duration", *CARRIED, *ISSUED, *NETWORK)
PROGRAM: Names = ("version_name", *EDITION, *CARRIED, *ISSUED, *NETWORK)
THESIS: Names = (
    "udc", "degree", "field_of_science", "specialty_code", "council", "institution", "pages", "year",
    *NETWORK,
)  # fmt: skip

ISBN = (Scheme.ISBN, Scheme.DOI, Scheme.URN)
ISSN = (Scheme.ISSN, Scheme.ISBN, Scheme.DOI, Scheme.URN)
OWN = (*ISBN, Scheme.OWN)
WORK = (Scheme.OWN, Scheme.DOI, Scheme.URN)
FILMED = (Scheme.ISAN, Scheme.EIDR, Scheme.OWN, Scheme.DOI)

_DEFENCE = (Event.DEFENCE,)
_SCHOLARS: Names = ("supervisor", "opponent")
_SCREEN: Names = ("director", "scriptwriter", "actor", "composer")


def _kind(
    kind: Kind,
    group: Group,
    asks: Names,
    carriers: Carriers = WRITTEN,
    schemes: tuple[Scheme, ...] = ISBN,
    *,
    events: tuple[Event, ...] = (),
    roles: Names = (),
) -> KindDefinition:
    return KindDefinition(kind, group, asks, carriers, schemes, events, roles)


_TABLE = (
    _kind(Kind.BOOK, Group.TEXT, BOOK),
    _kind(Kind.BROCHURE, Group.TEXT, BOOK),
    _kind(Kind.TEXTBOOK, Group.TEXT, ("education_level", "grade", "approval", *BOOK)),
    _kind(Kind.ALBUM, Group.TEXT, ("colour", *BOOK)),
    _kind(Kind.LEAFLET, Group.TEXT, (*EDITION, *PRINTED), PAPER, OWN),
    _kind(Kind.JOURNAL, Group.SERIAL, BOOK, WRITTEN, ISSN),
    _kind(Kind.NEWSPAPER, Group.SERIAL, BOOK, WRITTEN, ISSN),
    _kind(Kind.BULLETIN, Group.SERIAL, BOOK, WRITTEN, ISSN),
    _kind(Kind.CONTINUING, Group.SERIAL, BOOK, WRITTEN, ISSN),
    _kind(
        Kind.SHEET_MUSIC,
        Group.NOTATED,
        ("form_of_music", "instrumentation", "parts", "hire_only", *BOOK),
        WRITTEN,
        (Scheme.ISMN, *ISBN),
        roles=("composer", "lyricist", "arranger"),
    ),
    _kind(
        Kind.MAP,
        Group.CARTOGRAPHIC,
        ("scale", "projection", "sheets", *BOOK),
        WRITTEN,
        OWN,
        roles=("cartographer",),
    ),
    _kind(
        Kind.GRAPHIC,
        Group.GRAPHIC,
        ("form_of_picture", "technique", "colour", *EDITION, *PRINTED),
        PAPER,
        OWN,
        roles=("artist",),
    ),
    _kind(
        Kind.PHOTOGRAPH,
        Group.GRAPHIC,
        ("depicts", "taken_on", "technique", "colour", "print_run", "size", "year", *NETWORK),
        WRITTEN,
        WORK,
        roles=("photographer",),
    ),
    _kind(Kind.DISSERTATION, Group.ACADEMIC, THESIS, WRITTEN, WORK, events=_DEFENCE, roles=_SCHOLARS),
    _kind(
        Kind.DISSERTATION_ABSTRACT,
        Group.ACADEMIC,
        (*THESIS, "print_run", "printer"),
        WRITTEN,
        OWN,
        events=(*_DEFENCE, Event.PRINT_RUN_COMPLETED),
        roles=_SCHOLARS,
    ),
    _kind(
        Kind.RESEARCH_REPORT,
        Group.ACADEMIC,
        ("udc", "field_of_science", "institution", "pages", "year", *NETWORK),
        WRITTEN,
        WORK,
        events=(Event.PRODUCTION_COMPLETED,),
        roles=("supervisor",),
    ),
    _kind(
        Kind.OFFICIAL,
        Group.OFFICIAL,
        ("issuing_body", "act_number", "adopted_on", "in_force_from", *BOOK),
        WRITTEN,
        (Scheme.OWN, *ISBN),
    ),
    _kind(
        Kind.STANDARD,
        Group.OFFICIAL,
        ("issuing_body", "adopted_on", "in_force_from", "replaces", *BOOK),
        WRITTEN,
        (Scheme.STANDARD, *ISBN),
    ),
    _kind(
        Kind.PATENT,
        Group.OFFICIAL,
        (
            "form_of_patent",
            "patent_holder",
            "classification",
            "adopted_on",
            "in_force_from",
            "pages",
            "year",
            *NETWORK,
        ),
        WRITTEN,
        (Scheme.PATENT, Scheme.DOI),
        events=(Event.PUBLICATION,),
        roles=("inventor",),
    ),
    _kind(Kind.ADVERTISING, Group.EPHEMERA, ("made_for", *PRINTED), PAPER, (Scheme.OWN,)),
    _kind(Kind.EPHEMERA, Group.EPHEMERA, ("description", "made_for", *PRINTED), PAPER, (Scheme.OWN,)),
    _kind(
        Kind.ACCESSIBLE,
        Group.ACCESSIBLE,
        ("accessible_format", "original_identifier", "duration", *BOOK),
        EVERY,
        roles=("narrator",),
    ),
    _kind(
        Kind.PHONOGRAM,
        Group.AV,
        ("tracks", *RECORDING),
        RECORDED,
        (Scheme.ISRC, Scheme.OWN, Scheme.DOI),
        roles=("performer", "composer", "lyricist", "narrator"),
    ),
    _kind(
        Kind.VIDEO,
        Group.AV,
        ("colour", *RECORDING),
        RECORDED,
        (Scheme.ISAN, Scheme.ISRC, *FILMED[1:]),
        roles=_SCREEN,
    ),
    _kind(Kind.FILM, Group.AV, ("colour", *RECORDING), RECORDED, FILMED, roles=_SCREEN),
    _kind(
        Kind.BROADCAST,
        Group.AV,
        ("producer", "channel", "duration", *CARRIED, "year", *NETWORK),
        RECORDED,
        FILMED,
        events=(Event.PUBLICATION,),
        roles=(*_SCREEN, "narrator"),
    ),
    _kind(Kind.MULTIMEDIA, Group.ELECTRONIC, ("contents", "producer", "duration", *PROGRAM), RECORDED, OWN),
    _kind(
        Kind.ELECTRONIC_OFFLINE,
        Group.ELECTRONIC,
        ("udc", "series", "pages", *PROGRAM),
        (Carrier.ELECTRONIC_CARRIER,),
        ISBN,
    ),
    _kind(Kind.ELECTRONIC_ONLINE, Group.ELECTRONIC, ("udc", "series", "pages", *PROGRAM), ONLINE, ISBN),
    _kind(
        Kind.WEBSITE,
        Group.ELECTRONIC,
        ("description", "url", "access_terms"),
        ONLINE,
        (Scheme.ISSN, Scheme.DOI, Scheme.URN),
    ),
    _kind(Kind.SOFTWARE, Group.ELECTRONIC, PROGRAM, STORED, OWN, roles=("developer",)),
    _kind(
        Kind.DATABASE,
        Group.ELECTRONIC,
        ("contents", *PROGRAM),
        STORED,
        (*OWN, Scheme.ISSN),
        roles=("developer",),
    ),
    _kind(
        Kind.GAME,
        Group.OTHER,
        ("description", "printer", *PROGRAM),
        WRITTEN,
        OWN,
        roles=("developer", "artist"),
    ),
    _kind(
        Kind.MICROFORM,
        Group.OTHER,
        ("form_of_microform", "reduction", "original_identifier", "print_run", "price", "place", "year"),
        PAPER,
        OWN,
        events=(Event.PRODUCTION_COMPLETED, Event.FIRST_DISTRIBUTION),
    ),
    _kind(Kind.OTHER, Group.OTHER, ("description", *BOOK), EVERY, (*OWN, Scheme.ISSN)),
)

KINDS: Mapping[Kind, KindDefinition] = MappingProxyType({row.kind: row for row in _TABLE})
"""Every kind of document there is."""

SERIALS = frozenset(kind for kind, row in KINDS.items() if row.group is Group.SERIAL)
"""Kinds that come out in issues, which are registered as periodicals."""
