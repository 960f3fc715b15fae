"""A duty in words, as an account of what changes tells it: how much, by when, and by whom."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from app.deposits.obligations.planning import Values
from app.domain.law import Form
from app.domain.publication import DepositorRole
from app.infra.db import batched, session
from app.infra.i18n import format_day, gettext, ngettext, organisation_name
from app.organisations.models import Organisation


def printers_among(duties: Iterable[Values]) -> Mapping[object, Organisation]:
    """The printing houses that owe some of these duties, by id: whoever registers owes the others."""
    ids = {values["depositor_id"] for values in duties if values["depositor_role"] == DepositorRole.PRINTER}
    found = [
        printer
        for some in batched(sorted(each for each in ids if isinstance(each, int)))
        for printer in session().scalars(select(Organisation).where(Organisation.id.in_(some)))
    ]
    return {printer.id: printer for printer in found}


def in_words(values: Values, printers: Mapping[object, Organisation]) -> str:
    """How much of a duty is owed, by which day, and by whom where that is another than who registers."""
    said, whose = _amount_and_day(values), values["depositor_id"]
    if whose is None:
        return gettext("%(owed)s; depositor not identified", owed=said)
    # A house that prints its own books owes both ways: only what it owes as their printer is told as such.
    if values["depositor_role"] == DepositorRole.PRINTER:
        return gettext("%(owed)s; owed by %(name)s", owed=said, name=organisation_name(printers[whose]))
    return said


def _amount_and_day(values: Values) -> str:
    copies, due_on = values["copies"], values["due_on"]
    if not isinstance(copies, int):
        return gettext("number not known")
    if values["form"] == Form.FILE:
        amount = ngettext("%(num)s file", "%(num)s files", copies)
    else:
        amount = ngettext("%(num)s copy", "%(num)s copies", copies)
    if not isinstance(due_on, date):
        return amount
    return gettext("%(amount)s by %(day)s", amount=amount, day=format_day(due_on))
