"""What a person saw of the lines of a notice, carried by the form of its page: nobody signs other figures."""

from collections.abc import Iterable

from app.deposits.obligations.models import Obligation
from app.domain.errors import Conflict


def figures_of(lines: Iterable[Obligation]) -> str:
    """Return what a page shows of the lines: of each, the copies, those handed over and the last day."""
    return " ".join(map(_figures, lines))


def require_as_seen(lines: Iterable[Obligation], seen: str | None) -> None:
    """Refuse lines of which a page showed something else, or nothing; None: they were shown on no page.

    Lines that were shown and stand no more are for whoever tells why they are left out.

    Raises:
        Conflict: `notice.changed`.
    """
    if seen is not None and not {_figures(line) for line in lines} <= set(seen.split()):
        raise Conflict("notice.changed")


def _figures(line: Obligation) -> str:
    return f"{line.id}/{line.copies}/{line.handed_over}/{line.due_on}"
