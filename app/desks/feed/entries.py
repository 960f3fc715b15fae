"""What a depositor still owes, as entries of a calendar."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from app.deposits.obligations.dated import Dated, past_its_day, still_to_come
from app.deposits.obligations.rows import ObligationRow
from app.domain.actor import Actor
from app.domain.law import Form
from app.infra.calendar_files import DayEntry
from app.infra.i18n import gettext, ngettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.infra.settings import settings
from app.law.queries import InForce, rule_sets

MOST_TO_COME, MOST_PAST = 1000, 200
"""A calendar of more entries helps nobody. What is past takes no room from what is to come."""
SPECIMEN = _("Specimen, without legal force")


def entries_for(actor: Actor, *, today: date) -> Iterator[DayEntry]:
    """One entry for each obligation with a due date of which copies are missing, nearest to today.

    What has no room is counted in one entry for what is past, today, and one for what is to come, on the
    last day that is shown.
    """
    laws = {law.id: law for law in rule_sets()}
    past = past_its_day(actor, today=today, most=MOST_PAST)
    ahead = still_to_come(actor, today=today, most=MOST_TO_COME)
    for row in (*past.rows, *ahead.rows):
        if row.missing and row.due_on is not None:
            yield _entry(row, row.due_on, laws.get(row.rule_set_id))
    yield from _left_out(past, ahead, today)


def _entry(row: ObligationRow, on: date, law: InForce | None) -> DayEntry:
    return DayEntry(
        name=f"{settings().public_url} obligation {row.id}",
        on=on,
        summary=_summary(row, law),
        details="\n".join(_details(row, law)),
        link=settings().public_url + url_for("desks.release", release_id=row.release_id),
    )


def _left_out(past: Dated, ahead: Dated, today: date) -> Iterator[DayEntry]:
    if past.more:
        text = ngettext(
            "%(num)s older late duty is not in this calendar",
            "%(num)s older late duties are not in this calendar",
            past.more,
        )
        yield _pointer("older", today, text)
    if ahead.more:
        text = ngettext(
            "%(num)s later duty has no room in this calendar yet",
            "%(num)s later duties have no room in this calendar yet",
            ahead.more,
        )
        yield _pointer("later", ahead.rows[-1].due_on or today, text)


def _pointer(name: str, on: date, text: str) -> DayEntry:
    """An entry that leads to the list of everything."""
    site = settings().public_url
    details = gettext("The list of what you owe has all of them.")
    return DayEntry(f"{site} {name}", on, text, details, site + url_for("obligations.index"))


def _summary(row: ObligationRow, law: InForce | None) -> str:
    what = f"{row.title}: {_amount(row)}, {organisation_name(row.depository)}"
    summary = gettext("Deliver mandatory copies: %(what)s", what=what)
    if row.provisional:
        summary = f"{summary} ({gettext('provisional')})"
    return f"{SPECIMEN}. {summary}" if law is not None and law.hypothetical else summary


def _amount(row: ObligationRow) -> str:
    if row.form == Form.FILE:
        return gettext("a file")
    return ngettext("%(num)s copy", "%(num)s copies", row.missing)


def _details(row: ObligationRow, law: InForce | None) -> Iterator[str]:
    yield f"{organisation_name(row.depository)}. {row.locator}"
    if row.provisional:
        rests = gettext("The date rests on a feast whose day is not confirmed yet.")
        yield f"{gettext('Provisional')}: {rests}"
    if law is not None:
        yield gettext("Rule set %(code)s %(version)s", code=law.code, version=law.version)
