"""The lines of the worklist, as the page says them: in the reader's language, with their links."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import NamedTuple

from app.compliance.queries.late import LateDepositor
from app.infra.i18n import (
    current_language,
    format_number,
    format_short,
    ngettext,
    organisation_name,
    place_name,
)
from app.web.rows import numbered


class WorklistLine(NamedTuple):
    """One line. The template takes it apart by position, as it does a line of the list of obligations.

    `notice_url` is empty where no notice was ever issued.
    """

    id: int
    name: str
    url: str
    stir: str
    region: str
    titles: str
    copies: str
    copies_word: str
    oldest: str
    days: str
    unnoticed: int
    notice_url: str
    notice: str
    noticed_on: str


def worklist_lines(rows: Sequence[LateDepositor], today: date) -> Iterator[WorklistLine]:
    """Return what the page shows of rows; what they share is said once."""
    url, notice_url = (
        numbered("compliance.depositor", "depositor_id"),
        numbered("compliance.notice", "notice_id"),
    )
    place, number, day = cache(place_name), cache(format_number), cache(format_short)
    name = partial(organisation_name, language=current_language().code)
    days, word = cache(_days), cache(_word)
    for row in rows:
        last = row.last_notice
        yield WorklistLine(
            row.id,
            name(row),
            url(row.id),
            row.stir,
            place(row.region),
            number(row.titles),
            number(row.copies),
            word(row.copies),
            day(row.oldest),
            days((today - row.oldest).days),
            row.unnoticed,
            notice_url(last.id) if last else "",
            last.number if last else "",
            day(last.issued_on) if last else "",
        )


def _days(number: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", number)


def _word(number: int) -> str:
    return ngettext("copy", "copies", number)
