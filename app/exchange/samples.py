"""Some titles of a file as they were read, by which a person sees whether the letters are right."""

from app.exchange.checking import Checked

SHOWN = 5
LONGEST = 200


class Samples:
    """Keeps the first titles, those with letters beyond ASCII before others: only these can be wrong."""

    def __init__(self) -> None:
        self._telling: list[Checked] = []
        self._others: list[Checked] = []

    def note(self, record: Checked) -> None:
        """Look at one more record."""
        kept = self._others if record.title.isascii() else self._telling
        if record.title and len(kept) < SHOWN:
            kept.append(record)

    def to_json(self) -> list[dict[str, object]]:
        """Return them in the order of the file as plain values."""
        shown = sorted([*self._telling, *self._others][:SHOWN], key=lambda record: record.number)
        return [
            {"record": record.number, "row": record.row, "title": record.title[:LONGEST]} for record in shown
        ]
