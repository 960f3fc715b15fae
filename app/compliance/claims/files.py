"""Lines of claims as the rows of a file."""

from collections.abc import Iterable, Iterator

from app.compliance.claims.messages import ANSWERS, KINDS, OUTCOMES
from app.compliance.claims.queries.listing import ClaimRow
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.law.wording import FORMS
from app.web.exports import Cell


def head() -> list[str]:
    """Return the heads of the columns, in the reader's language."""
    return [
        gettext("Day"), gettext("To whom"), gettext("Letter sent"), gettext("Library"), gettext("Depositor"),
        gettext("Title"), gettext("Identifiers"), gettext("In what form"),
        gettext("Copies missing"), gettext("Due"),
        gettext("Outcome"), gettext("Notice"), gettext("Answer"), gettext("Day answered for"),
        gettext("Answered on"),
        gettext("Words of the depositor"), gettext("Owed"), gettext("Received"), gettext("Rule"),
        gettext("Clause"),
    ]  # fmt: skip


def cells(rows: Iterable[ClaimRow]) -> Iterator[list[Cell]]:
    """Return a row of the file for each line."""
    for row in rows:
        owed, answer = row.owed, row.answer
        yield [
            clock.local_day(row.made_at), str(KINDS[row.kind]),
            clock.local_day(row.sent_at) if row.sent_at else None, organisation_name(owed.depository),
            organisation_name(owed.depositor) if owed.depositor else "", owed.title, owed.identifier,
            str(FORMS[Form(owed.form)]), row.copies, row.due_on, str(OUTCOMES[row.outcome]), row.notice,
            str(ANSWERS[answer.kind]) if answer else "",
            answer.day if answer else None,
            clock.local_day(answer.answered_at) if answer else None, answer.words if answer else "",
            owed.copies, owed.received,
            owed.rule_id, owed.locator,
        ]  # fmt: skip
