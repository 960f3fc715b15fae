"""What will be owed for each issue of a periodical that is being registered, beside its form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.desks.periodicals import reading
from app.desks.periodicals.forms import RegisterForm
from app.desks.registration.panel import Panel, build_panel
from app.domain.publication import EditionStatus, Kind, NewspaperLevel
from app.organisations.models import Organisation
from app.publications.periodicals.services.issues import events_on
from app.publications.periodicals.services.writing import answers_of_title
from app.web.forms import DateField

READ = ("kind", "carrier", "origin", "newspaper_level", "print_run", "pages", "price")
"""Fields whose text is read as a number or as a code of ours."""


def panel_of(
    form: RegisterForm, publisher: Organisation, printers: Sequence[Organisation], *, today: date
) -> Panel:
    """Judge the first issue as far as the form says what it is; what is typed wrongly is not known."""
    form.validate()
    for name in READ:
        if form[name].errors:
            form[name].data = ""
    facts = reading.read_facts(form)
    answers = answers_of_title(facts, reading.read_usual(form, printers))
    out = _day(form.on)
    events = events_on(out, facts.carrier) if out is not None and out <= today else {}
    reach = facts.newspaper_level if facts.kind == Kind.NEWSPAPER else None
    asked = replace(answers, edition_status=EditionStatus.FIRST.value, events=events)
    level = NewspaperLevel(reach) if reach else None
    return build_panel(asked, publisher, today=today, links={}, level=level)


def _day(field: DateField) -> date | None:
    """The day typed; None for what is none. A far one is a day."""
    try:
        return field.value
    except (ValueError, OverflowError):
        return None
