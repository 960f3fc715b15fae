"""Publishers by what is missing from them, and the obligations behind any figure."""

from datetime import date
from functools import partial

from flask import render_template

from app.deposits.obligations.lines import lines
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.organisations.queries.records import organisation_by_id, region_names
from app.oversight.asking import OUTCOMES, Asked, address, read_asked, read_outcome
from app.oversight.queries.behind import obligations_behind
from app.oversight.tables import publisher_lines
from app.oversight.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.publications.vocabulary import kind_name
from app.web.access import current_actor, requires
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("/oversight/publishers")
@requires(Permission.OVERSIGHT_READ)
def publishers() -> str:
    """List depositors with what fell due for them, those of whom most is missing first."""
    actor, at = current_actor(), clock.now()
    asked, key = read_asked(actor), read_cursor(int, int)
    after = (int(str(key[0])), int(str(key[1]))) if key else None
    found = publisher_lines(actor, asked, clock.local_day(at), after=after, limit=PAGE_ROWS + 1)
    return render_template(
        "oversight/publishers.html",
        page=make_page(found, lambda line: [line.figures.missing, int(line.code)]),
        said=narrowed_to(asked),
        address=partial(address, asked=asked),
        asked=asked,
    )


@blueprint.get("/oversight/obligations")
@requires(Permission.OVERSIGHT_READ)
def behind() -> str:
    """List the obligations that a figure counts, the earliest due first."""
    actor, at = current_actor(), clock.now()
    today, asked, outcome = clock.local_day(at), read_asked(actor), read_outcome()
    found = obligations_behind(
        actor,
        asked.wanted,
        outcome,
        today=today,
        at=at,
        after=_after(),
        limit=PAGE_ROWS + 1,
    )
    page = make_page(found, lambda row: [row.due_on, row.id])
    return render_template(
        "oversight/behind.html",
        page=page,
        lines=lines(page.rows, today),
        said=narrowed_to(asked),
        title=str(OUTCOMES[outcome]) if outcome else gettext("Fell due"),
        back=address("overview", asked),
        today=today,
    )


def narrowed_to(asked: Asked) -> list[str]:
    """In words what is looked at: the months, region and kind."""
    wanted = asked.wanted
    begin, end = (wanted.stretch.first, wanted.stretch.last)
    said = [months(begin, end)]
    if wanted.depositor_id is not None:
        said.append(organisation_name(organisation_by_id(wanted.depositor_id)))
    if wanted.region:
        said.append(region_names()[wanted.region])
    if wanted.kind:
        said.append(kind_name(wanted.kind))
    return said


def months(begin: date, end: date) -> str:
    """A stretch of months in words."""
    first, last = f"{begin:%m.%Y}", f"{end:%m.%Y}"
    return first if first == last else f"{first} – {last}"


def _after() -> tuple[date, int] | None:
    key = read_cursor(str, int)
    if key is None:
        return None
    try:
        return date.fromisoformat(str(key[0])), int(str(key[1]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
