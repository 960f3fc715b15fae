"""What a column of ours is."""

from dataclasses import dataclass

from flask_babel import LazyString

from app.exchange.values import Reader


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that a file can say: its `name` in mappings, what it is called, and how its text is read.

    `also` are headings that mean it too, in any script and case; `example` stands in the templates, whose
    columns are those that have one, be it an empty cell. `fallback`: it decides only where no other column
    has.
    """

    name: str
    label: LazyString | str
    read: Reader
    also: tuple[str, ...] = ()
    example: str | None = None
    fallback: bool = False
