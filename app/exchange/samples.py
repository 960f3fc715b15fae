"""Some titles of a file as they were read, by which a person sees whether the letters are right."""

from app.exchange.checking import Checked
from app.exchange.legibility import letters_lost

SHOWN = 5
LONGEST = 200


class Samples:
    """Keeps the first titles, those with letters beyond ASCII, or with lost ones, first: others are right."""

    def __init__(self) -> None:
        self._telling: list[Checked] = []
        self._others: list[Checked] = []

    def note(self, record: Checked) -> None:
        """Look at one more record."""
        plain = record.title.isascii() and not letters_lost(record.title)
        kept = self._others if plain else self._telling
        if record.title and len(kept) < SHOWN:
            kept.append(record)

    def to_json(self) -> list[dict[str, object]]:
        """Return them in the order of the file as plain values."""
        shown = sorted([*self._telling, *self._others][:SHOWN], key=lambda record: record.number)
        return [
            {"record": record.number, "row": record.row, "title": record.title[:LONGEST]} for record in shown
        ]
