"""How long something has waited, in the bands that filters and tables share."""

from typing import NamedTuple


class Band(NamedTuple):
    """Whole days from `least` to `most`, both included; `most` None: without end."""

    least: int
    most: int | None

    @property
    def code(self) -> str:
        """How it stands in an address: `31-90`, `366-`."""
        return f"{self.least}-{self.most or ''}"


BANDS = (Band(0, 30), Band(31, 90), Band(91, 365), Band(366, None))
"""Without gaps: every age lies in exactly one."""


def read_band(text: str) -> Band:
    """The band of a code. Raises `ValueError`."""
    found = next((band for band in BANDS if band.code == text), None)
    if found is None:
        raise ValueError(text)
    return found


def band_of(days: int) -> Band:
    """The band in which an age lies; what has not begun yet is in the first."""
    return next(band for band in BANDS if band.most is None or days <= band.most)
