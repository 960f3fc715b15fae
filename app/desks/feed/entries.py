"""What a depositor still owes, as entries of a calendar."""

from collections.abc import Iterator

from flask import url_for

from app.deposits.obligations.queries import dated_obligations
from app.deposits.obligations.rows import ObligationRow
from app.domain.actor import Actor
from app.domain.law import Form
from app.infra.calendar_files import DayEntry
from app.infra.i18n import gettext, ngettext, organisation_name
from app.infra.i18n import lazy_gettext as _
from app.infra.settings import settings
from app.law.queries import InForce, rule_sets

MOST = 1000
"""A calendar of more entries helps nobody; the earliest are in it."""
SPECIMEN = _("Specimen, without legal force")


def entries_for(actor: Actor) -> Iterator[DayEntry]:
    """One entry for each obligation with a due date of which copies are missing."""
    laws = {law.id: law for law in rule_sets()}
    for row in dated_obligations(actor, MOST):
        if row.missing and row.due_on is not None:
            yield DayEntry(
                name=f"{settings().public_url} obligation {row.id}",
                on=row.due_on,
                summary=_summary(row, laws.get(row.rule_set_id)),
                details="\n".join(_details(row, laws.get(row.rule_set_id))),
                link=settings().public_url + url_for("desks.release", release_id=row.release_id),
            )


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
