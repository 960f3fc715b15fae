"""What a simulation counts."""

from dataclasses import dataclass, field, fields

SHELF_UNITS_OF_METRE = 1_000_000


@dataclass(slots=True)
class Tally:
    """What is owed in one row of a table. What is not known is counted apart and never as zero.

    `obligations` includes the `unknown` ones, of which the law does not say how many copies. `copies` are
    physical (or of the depositor's choice), `files` digital. `optional` obligations arise only if a library
    asks, or are voluntary: they are in no other figure. `cost` is price × copies in whole units of the
    currency, where the depositor pays; `unpriced` copies have no known price. `shelf` is in thousandths of
    a millimetre; `unpaged` copies have no known number of pages.

    `undecided` rules may demand more still; they are in no other figure but the next two. Of the `unknown`
    and the `undecided`, `open_files` are for files, and `open_charged` for copies that the depositor pays.
    """

    obligations: int = 0
    copies: int = 0
    files: int = 0
    unknown: int = 0
    optional: int = 0
    cost: int = 0
    unpriced: int = 0
    shelf: int = 0
    unpaged: int = 0
    undecided: int = 0
    open_files: int = 0
    open_charged: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anything but price and pages is not known."""
        return bool(self.unknown or self.undecided)

    def lacks(self, figure: str) -> bool:
        """Whether a figure is only the least that it can be: zero means then that nothing is known of it."""
        copies = self.unknown + self.undecided > self.open_files
        return {
            "obligations": bool(self.undecided),
            "copies": copies,
            "files": bool(self.open_files),
            "cost": bool(self.open_charged or self.unpriced),
            "shelf": copies or bool(self.unpaged),
        }[figure]

    def add(self, other: "Tally") -> None:
        """Count what another tally counted."""
        self.obligations += other.obligations
        self.copies += other.copies
        self.files += other.files
        self.unknown += other.unknown
        self.optional += other.optional
        self.cost += other.cost
        self.unpriced += other.unpriced
        self.shelf += other.shelf
        self.unpaged += other.unpaged
        self.undecided += other.undecided
        self.open_files += other.open_files
        self.open_charged += other.open_charged


FIGURES = tuple(item.name for item in fields(Tally))


@dataclass(slots=True)
class Totals:
    """All that one rule set demands of so many `releases`.

    `undecided` counts the rules left open, over all releases; `undecided_releases` the releases with at
    least one, and `missing` the releases by the fact that would tell. `exempt` and `exempt_releases` are
    the same of rules that an exemption set aside. `regions` go by the region of the depositor (None: not
    known), `depositors` by id (None: nobody known in that role); theirs hold no shelf. An undecided rule
    stands with every library that it may choose, or (`ANY`) with a family of which they are not listed.
    """

    releases: int = 0
    undecided: int = 0
    undecided_releases: int = 0
    exempt: int = 0
    exempt_releases: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    whole: Tally = field(default_factory=Tally)
    depositories: dict[str, Tally] = field(default_factory=dict)
    regions: dict[str | None, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    rules: dict[str, Tally] = field(default_factory=dict)
    depositors: dict[int | None, Tally] = field(default_factory=dict)


def metres(shelf: int) -> float:
    """Return a shelf, in thousandths of a millimetre, in metres with as many figures as make sense."""
    length = shelf / SHELF_UNITS_OF_METRE
    return round(length) if length >= 100 else round(length, 1 if length >= 1 else 2)
