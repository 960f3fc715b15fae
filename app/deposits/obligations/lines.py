"""The lines of the list of obligations, as the page says them: in the reader's language, with their links."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from app.deposits.obligations.rows import ObligationRow
from app.domain.law.vocabulary import Form
from app.domain.obligations import Status
from app.infra.i18n import current_language, format_short, organisation_name, short_organisation_name
from app.publications.vocabulary import language_tag
from app.web.rows import numbered

LATE = frozenset({Status.LATE, Status.NOTICED})
SETTLED = frozenset({Status.RECEIVED, Status.CANCELLED, Status.EXCUSED})


class Line(NamedTuple):
    """One line. The template takes it apart by position: a name asked of each of fifty rows costs more.

    `depositor` None: not identified, and `role` is whose duty it is. `copies` None: not known. `waiting`:
    something is still to come. `extended`: the later day that the authority gave.
    """

    id: int
    title: str
    tag: str
    url: str
    identifier: str
    library: str
    depositor: str | None
    role: str
    copies: int | None
    received: int
    in_transit: int
    is_file: bool
    soon: bool
    why_url: str
    due_on: date | None
    due: str
    waiting: bool
    provisional: bool
    status: Status
    late: bool
    extended: str


def lines(rows: Sequence[ObligationRow], today: date) -> Iterator[Line]:
    """Return what the page shows of rows; what they share is said once."""
    release_url, why_url = (
        numbered("desks.release", "release_id"),
        numbered("obligations.why", "obligation_id"),
    )
    language = current_language().code
    full_name = cache(partial(organisation_name, language=language))
    short_name = cache(partial(short_organisation_name, language=language))
    for row in rows:
        status, due_on = row.status(today), row.due_on
        late = status in LATE
        yield Line(
            row.id,
            row.title,
            language_tag(row.language, row.script),
            release_url(row.release_id),
            row.identifier,
            short_name(row.depository),
            full_name(row.depositor) if row.depositor else None,
            row.depositor_role,
            row.copies,
            row.received,
            row.in_transit,
            row.form == Form.FILE,
            status is Status.DUE_SOON,
            why_url(row.id),
            due_on,
            format_short(due_on) if due_on else "",
            status not in SETTLED,
            row.provisional,
            status,
            late,
            format_short(row.extended_to) if row.extended_to else "",
        )
