"""Facts that only some kinds of publications have, and what each of them may be.

No rule of law asks about these, so they are kept as plain JSON values; what rules ask about has a typed field
of its own in the registration.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from app.domain.edition import Change
from app.domain.publication import Carrier


class DetailType(StrEnum):
    """How a detail is kept: texts, codes, days (ISO 8601) and addresses as text, a duration in seconds."""

    TEXT = "text"
    NUMBER = "number"
    DURATION = "duration"
    DAY = "day"
    CODE = "code"
    CODES = "codes"
    ADDRESS = "address"


class Level(StrEnum):
    """Of what a detail speaks: of the title, or of one release of it."""

    TITLE = "title"
    RELEASE = "release"


TEXT_LIMIT = 500
NUMBER_LIMIT = 1_000_000_000
EVERY_CARRIER = frozenset(Carrier)


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail; `codes` are its only values, `pattern` the only form of its text, `most` its length or
    greatest number. It is asked of releases on one of its `carriers`. `ratio`: in print, 1: stands before its
    number; `happened`: its day cannot lie ahead.
    """

    name: str
    level: Level = Level.TITLE
    type: DetailType = DetailType.TEXT
    codes: tuple[str, ...] = ()
    most: int = TEXT_LIMIT
    pattern: str = ""
    carriers: frozenset[Carrier] = EVERY_CARRIER
    ratio: bool = False
    happened: bool = False

    def number_in(self, text: str) -> str:
        """Return what was written of a number: of a ratio, such as 1 : 100 000, what stands after the 1."""
        before, _sign, after = text.partition(":")
        return after.strip() if self.ratio and before.strip() == "1" else text

    def accepts(self, value: object) -> bool:
        """Say whether a value may be kept; what is not known is not kept at all."""
        match self.type, value:
            case ((DetailType.NUMBER | DetailType.DURATION), int()):
                return not isinstance(value, bool) and 1 <= value <= self.most
            case DetailType.CODES, list():
                return bool(value) and value == sorted(set(value) & set(self.codes))
            case DetailType.CODE, str():
                return value in self.codes
            case DetailType.DAY, str():
                return _is_day(value)
            case DetailType.ADDRESS, str():
                return len(value) <= self.most and is_address(value)
            case DetailType.TEXT, str():
                fits = not self.pattern or re.fullmatch(self.pattern, value) is not None
                return fits and 0 < len(value) <= self.most
            case _:
                return False


_DURATION = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,5})")


def read_duration(text: str) -> int | None:
    """Return the seconds that 1:32:05, 32:05 or a number of minutes means; None for what is no duration."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, last = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + last if found[2] else last * 60


def is_address(text: str) -> bool:
    """Say whether a text is the address of something on the network, with a host and no blanks."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https", "ftp") and "." in (parts.hostname or "") and " " not in text
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_ELECTRONIC = frozenset({Carrier.ELECTRONIC_CARRIER, Carrier.ONLINE})
_ON_CARRIER = frozenset({Carrier.ELECTRONIC_CARRIER, Carrier.AV_CARRIER})
_ONLINE = frozenset({Carrier.ONLINE})


def _number(name: str, most: int = NUMBER_LIMIT, level: Level = Level.TITLE) -> Detail:
    return Detail(name, level, DetailType.NUMBER, most=most)


def _code(name: str, *codes: str) -> Detail:
    return Detail(name, Level.TITLE, DetailType.CODE, codes)


_ALL = (
    # textbooks
    _code("education_level", "preschool", "school", "vocational", "higher", "postgraduate"),
    _number("grade", 12),
    Detail("approval"),
    # maps: scale as the number below 1, as in 1:100 000
    Detail("scale", type=DetailType.NUMBER, most=NUMBER_LIMIT, ratio=True),
    Detail("projection"),
    Detail("sheets", Level.RELEASE, DetailType.NUMBER, most=10_000),
    # printed music
    _code("form_of_music", "score", "study_score", "vocal_score", "score_and_parts", "parts", "songbook"),
    Detail("instrumentation"),
    _number("parts", 500),
    # pictures
    _code("form_of_picture", "poster", "print", "postcard", "reproduction", "set"),
    Detail("technique"),
    _code("colour", "colour", "black_and_white", "both"),
    Detail("taken_on", type=DetailType.DAY, happened=True),
    Detail("depicts"),
    # sound and moving pictures
    Detail("producer"),
    Detail("duration", Level.RELEASE, DetailType.DURATION, most=3_600_000),
    Detail("tracks", Level.RELEASE, DetailType.NUMBER, most=10_000),
    Detail("carrier_form", Level.RELEASE, carriers=_ON_CARRIER),
    Detail("carrier_count", Level.RELEASE, DetailType.NUMBER, most=10_000, carriers=_ON_CARRIER),
    Detail("channel"),
    # electronic publications
    Detail("url", Level.RELEASE, DetailType.ADDRESS, most=2_000, carriers=_ONLINE),
    Detail(
        "access_terms", Level.RELEASE, DetailType.CODE, ("open", "registration", "paid", "closed"),
        carriers=_ONLINE,
    ),
    Detail("file_formats", Level.RELEASE, carriers=_ELECTRONIC),
    Detail("system_requirements", Level.RELEASE, carriers=_ELECTRONIC),
    Detail("version_name", Level.RELEASE),
    Detail("contents"),
    # theses and research reports
    _code("degree", "master", "phd", "dsc", "candidate", "doctor"),
    Detail("field_of_science"),
    Detail("specialty_code", pattern=r"\d{2}\.\d{2}\.\d{2}"),
    Detail("council"),
    Detail("institution"),
    # official publications, standards, patents
    Detail("issuing_body"),
    Detail("act_number"),
    Detail("adopted_on", type=DetailType.DAY, happened=True),
    Detail("in_force_from", type=DetailType.DAY),
    Detail("replaces"),
    _code("form_of_patent", "invention", "utility_model", "industrial_design", "plant_variety"),
    Detail("patent_holder"),
    Detail("classification"),
    # everything else
    Detail("made_for"),
    _code("accessible_format", "braille", "tactile", "large_print", "audio", "daisy", "accessible_epub"),
    Detail("original_identifier"),
    _code("form_of_microform", "microfilm", "microfiche", "aperture_card"),
    Detail("reduction"),
    Detail("description"),
    Detail("deposit_reason", Level.RELEASE, most=200),
    Detail("edition_changes", Level.RELEASE, DetailType.CODES, tuple(Change)),
)  # fmt: skip

DETAILS: Mapping[str, Detail] = MappingProxyType({detail.name: detail for detail in _ALL})
"""Every detail by its name."""
