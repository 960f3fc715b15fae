"""What is known of one release, in the words that rules of law are written in."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """Kinds of documents."""

    BOOK = "book"
    BROCHURE = "brochure"
    TEXTBOOK = "textbook"
    ALBUM = "album"
    LEAFLET = "leaflet"
    JOURNAL = "journal"
    NEWSPAPER = "newspaper"
    BULLETIN = "bulletin"
    CONTINUING = "continuing"
    SHEET_MUSIC = "sheet_music"
    MAP = "map"
    GRAPHIC = "graphic"
    PHOTOGRAPH = "photograph"
    DISSERTATION = "dissertation"
    DISSERTATION_ABSTRACT = "dissertation_abstract"
    RESEARCH_REPORT = "research_report"
    OFFICIAL = "official"
    STANDARD = "standard"
    PATENT = "patent"
    ADVERTISING = "advertising"
    EPHEMERA = "ephemera"
    ACCESSIBLE = "accessible"
    PHONOGRAM = "phonogram"
    VIDEO = "video"
    FILM = "film"
    BROADCAST = "broadcast"
    MULTIMEDIA = "multimedia"
    ELECTRONIC_OFFLINE = "electronic_offline"
    ELECTRONIC_ONLINE = "electronic_online"
    WEBSITE = "website"
    SOFTWARE = "software"
    DATABASE = "database"
    GAME = "game"
    MICROFORM = "microform"
    OTHER = "other"


SERIAL_KINDS = (Kind.NEWSPAPER, Kind.JOURNAL, Kind.BULLETIN, Kind.CONTINUING)
"""The kinds that come out in issues, under one title and with no end planned (ISO 3297)."""


class Carrier(StrEnum):
    PRINT = "print"
    ELECTRONIC_CARRIER = "electronic_carrier"
    AV_CARRIER = "av_carrier"
    ONLINE = "online"


class Origin(StrEnum):
    DOMESTIC = "domestic"
    PRINTED_ABROAD = "printed_abroad"
    """Printed abroad for a domestic publisher."""
    IMPORTED = "imported"
    FOREIGN_DOMESTIC_RIGHTS = "foreign_domestic_rights"
    """Published abroad while the right to distribute it is held at home."""


class EditionStatus(StrEnum):
    FIRST = "first"
    REVISED = "revised"
    UNCHANGED_REPRINT = "unchanged_reprint"


class NewspaperLevel(StrEnum):
    """How far a newspaper reaches."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"


class DepositorRole(StrEnum):
    """In which role an organisation owes copies of a release."""

    PUBLISHER = "publisher"
    PRINTER = "printer"
    PRODUCER = "producer"
    IMPORTER = "importer"
    EDITORIAL_OFFICE = "editorial_office"
    ACADEMIC_COUNCIL = "academic_council"
    RIGHTS_HOLDER_TO_DISTRIBUTE = "rights_holder_to_distribute"
    PRINTER_OR_PUBLISHER = "printer_or_publisher"
    """The text names both and does not say which."""
    DEPOSIT_OBLIGOR = "deposit_obligor"
    """The text says only "who is obliged"."""
    BOOK_CHAMBER = "book_chamber"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a depositor sits: SOATO codes of its region and of its district or city."""

    region: str | None = None
    municipality: str | None = None


NO_SEATS: Mapping[str, Seat] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """Everything a rule may ask of a release. None always means "not known", never "no" or "none".

    `languages` are ISO 639 codes, `subjects` and `audiences` plain codes, `unit_cost` whole units of the
    jurisdiction's currency. `depositor_region` and `depositor_municipality` hold for every depositor that
    `seats` does not place by its role. `file_delivered` False: it is known that no file comes. `parties` ties
    a depositor's role to an organisation's id, `events` an event's code to the day it happened.
    """

    kind: Kind
    carrier: Carrier
    origin: Origin
    languages: frozenset[str] | None = None
    subjects: frozenset[str] | None = None
    audiences: frozenset[str] | None = None
    print_run: int | None = None
    pages: int | None = None
    unit_cost: int | None = None
    edition_status: EditionStatus | None = None
    original_deposited: bool | None = None
    restricted: bool | None = None
    print_on_demand: bool | None = None
    hire_only: bool | None = None
    file_delivered: bool | None = None
    harvested: bool | None = None
    newspaper_level: NewspaperLevel | None = None
    import_copies: int | None = None
    multi_medium: bool | None = None
    same_identifier: bool | None = None
    editorially_processed: bool | None = None
    has_imprint: bool | None = None
    other_regime: bool | None = None
    depositor_region: str | None = None
    depositor_municipality: str | None = None
    seats: Mapping[str, Seat] = field(default_factory=lambda: NO_SEATS)
    parties: Mapping[str, int | None] = field(default_factory=lambda: MappingProxyType({}))
    events: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))

    def seen_from(self, role: str) -> "ReleaseFacts":
        """The facts with the place of the depositor in `role`; unchanged if it has no seat of its own."""
        seat = self.seats.get(role)
        if seat is None:
            return self
        return replace(
            self, depositor_region=seat.region, depositor_municipality=seat.municipality, seats=NO_SEATS
        )
