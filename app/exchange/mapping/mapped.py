"""What a record of a format gives for columns of ours, and what of it could not be carried over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.extent import pages_of_parts
from app.exchange.records import Given, Severity

_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_PAGES = re.compile(r"(\d+)\]?\s*(?:p|pp|pages?|с|стр|s|b|bet|б|бет|l|л|leaves)\b", re.IGNORECASE)
_ISBD = re.compile(r"[\s/:;,=\u200e\u200f\u202a-\u202e]+$")
_FULL_STOP = re.compile(r"(?<=\w{3})\.$")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something of a record that was not carried over, or not as it stands."""

    place: str
    code: str
    severity: Severity = Severity.WARNING
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass
class Mapped:
    """Collects what one record gives."""

    values: list[Given] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def given(self) -> tuple[Given, ...]:
        """What the record gives."""
        return tuple(self.values)

    def add(self, column: str, text: str, place: str) -> None:
        """Take a text for a column; an empty one says nothing."""
        if text.strip():
            self.values.append(Given(column, text, place))

    def doubt(self, place: str, code: str, **params: object) -> None:
        """Tell of something that was not carried over."""
        self.doubts.append(Doubt(place, code, params=params))

    def add_person(self, name: str, role: str | None, said: str, place: str) -> None:
        """Take one person, whose name may hold commas; a role that is no role of ours leaves the person
        out.
        """
        name = without_isbd(name)
        if role is None:
            self.doubt(place, "exchange.role_unknown", name=name[:60], said=said[:40])
        elif name:
            # The mark ends a name, so that no comma in it does.
            self.add(role, f"{name.replace(';', ',')};", place)

    def add_pages(self, extent: str, place: str) -> None:
        """Take the number of pages of an extent in words, such as xii, 188 p."""
        parts = re.split(r"[:;(]", extent)[0].strip()
        if pages_of_parts(parts) is not None:
            self.add("pages", parts, place)
            return
        found = [int(figures[:9]) for figures in _PAGES.findall(extent)]
        if found:
            self.add("pages", str(max(found)), place)
        elif re.search(r"\d", extent):
            self.doubt(place, "exchange.extent_unread", written=extent[:60])

    def add_year(self, written: str, place: str) -> bool:
        """Take the first year of a text; return whether there was one."""
        found = _YEAR.search(written)
        if found:
            self.add("year", found[1], place)
        elif written.strip():
            self.doubt(place, "exchange.year_unread", written=written[:60])
        return found is not None


def without_isbd(text: str) -> str:
    """Return a text without the punctuation that catalogues put between elements, and without brackets."""
    bare = _ISBD.sub("", text.strip())
    return _FULL_STOP.sub("", bare).strip("[] \t")


def isbn_in(text: str) -> str:
    """Return the number at the beginning of a text such as 0123456789 (pbk.) :, else the text."""
    found = re.match(r"[\dXxХх\s‐-―-]+", text.strip())
    return found[0].strip() if found and re.search(r"\d", found[0]) else text.strip()


_EDITIONS = (
    (
        "unchanged_reprint",
        re.compile(r"стереотип|stereotip|unchanged|reprint|oʻzgarishsiz|без изменений", re.IGNORECASE),
    ),
    (
        "revised",
        re.compile(
            r"rev\b|revis|enl|expanded|qayta ish|toʻldiril|тўлдирил|қайта иш|перераб|доп|испр", re.IGNORECASE
        ),
    ),
    (
        "first",
        re.compile(r"^\W*(?:1|i)(?:st|-nashr|-нашр|-е изд)|first|birinchi|биринчи|первое", re.IGNORECASE),
    ),
)


def edition_in(statement: str) -> str:
    """Return which edition a statement in words means, empty if none is known."""
    return next((status for status, words in _EDITIONS if words.search(statement)), "")
