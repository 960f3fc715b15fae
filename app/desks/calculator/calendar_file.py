"""The dates of an answer as a calendar file."""

from collections.abc import Iterator
from datetime import datetime

from app.desks.calculator.answer import Answer, Duty
from app.domain.errors import DomainError
from app.infra.calendar_files import DayEntry, calendar_file
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "calculator.no_dates": _(
            "There is nothing to put into a calendar: no date follows from these answers. "
            "Add the day that the deadline counts from."
        )
    }
)
SPECIMEN = _("Specimen, without legal force")


def file_of_answer(answer: Answer, *, link: str, at: datetime) -> bytes:
    """Return one all-day event for each duty with a due date, with an alarm before it.

    `link` is the address of the question. The same question gives a duty the same identifier whatever its
    date is.

    Raises:
        DomainError: `calculator.no_dates`, there is nothing to put into a calendar.
    """
    if not answer.dated:
        raise DomainError("calculator.no_dates")
    entries = (
        DayEntry(
            name=f"{link} {duty.rule_id} {duty.depository}",
            on=duty.due_on,
            summary=_summary(duty),
            details="\n".join(_details(duty)),
            link=link,
        )
        for duty in answer.own
        if duty.due_on is not None
    )
    return calendar_file(gettext("Mandatory copies"), entries, at=at)


def _summary(duty: Duty) -> str:
    what = f"{duty.amount}: {duty.library}"
    summary = gettext("Deliver mandatory copies: %(what)s", what=what)
    if duty.provisional:
        summary = f"{summary} ({gettext('provisional')})"
    return f"{SPECIMEN}. {summary}" if duty.law.hypothetical else summary


def _details(duty: Duty) -> Iterator[str]:
    yield f"{duty.amount}: {duty.library}. {duty.by_when}. {duty.clause}"
    if duty.provisional:
        rests = gettext("The date rests on a feast whose day is not confirmed yet.")
        yield f"{gettext('Provisional')}: {rests}"
    name = gettext("Rule set %(code)s %(version)s", code=duty.law.code, version=duty.law.version)
    yield f"{name}. {SPECIMEN}" if duty.law.hypothetical else name
