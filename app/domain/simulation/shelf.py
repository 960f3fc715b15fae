"""How wide copies stand on a shelf: reckoned from their pages by an assumption that anyone may change."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from app.domain.publication import Kind


class SpineGroup(StrEnum):
    """Kinds whose paper is about equally thick."""

    BOOKS = "books"
    PICTURES = "pictures"
    """Albums, maps, music and prints, on heavier paper."""
    SERIALS = "serials"
    THIN = "thin"
    """Brochures, leaflets and other papers without a stiff cover."""


GROUP_OF: Mapping[Kind, SpineGroup] = MappingProxyType(
    {
        **dict.fromkeys(
            (Kind.ALBUM, Kind.MAP, Kind.SHEET_MUSIC, Kind.GRAPHIC, Kind.PHOTOGRAPH), SpineGroup.PICTURES
        ),
        **dict.fromkeys(
            (Kind.JOURNAL, Kind.NEWSPAPER, Kind.BULLETIN, Kind.CONTINUING), SpineGroup.SERIALS
        ),
        **dict.fromkeys(
            (
                Kind.BROCHURE, Kind.LEAFLET, Kind.DISSERTATION_ABSTRACT, Kind.STANDARD, Kind.PATENT,
                Kind.ADVERTISING, Kind.EPHEMERA,
            ),
            SpineGroup.THIN,
        ),
    }
)  # fmt: skip
"""The group of each kind; every other kind stands among the books."""

Thickness = Mapping[SpineGroup, int]
"""Tenths of a millimetre that a hundred pages of each group take, covers included."""

USUAL_TENTHS: Thickness = MappingProxyType(
    {SpineGroup.BOOKS: 55, SpineGroup.PICTURES: 80, SpineGroup.SERIALS: 45, SpineGroup.THIN: 50}
)
"""Book paper of 80 g/m² is about 0.1 mm thick: 100 pages (50 leaves) take 5 mm, the cover the rest."""

LARGEST_TENTHS = 500


def tenths_for(kind: Kind, thickness: Thickness) -> int:
    """Return how thick a hundred pages of a kind are, in tenths of a millimetre."""
    return thickness[GROUP_OF.get(kind, SpineGroup.BOOKS)]
