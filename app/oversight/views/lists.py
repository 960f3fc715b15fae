"""Publishers by what is missing from them, and the obligations behind any figure."""

from datetime import date
from functools import partial

from flask import render_template

from app.deposits.obligations.filters import total_text
from app.deposits.obligations.lines import lines
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import gettext, ngettext
from app.oversight.asking import OUTCOMES, address, read_asked, read_outcome
from app.oversight.queries.behind import Found, count_behind, obligations_behind
from app.oversight.tables import publisher_lines
from app.oversight.views.blueprint import blueprint
from app.oversight.wording import narrowed_to
from app.policy.permissions import Permission
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
        said=narrowed_to(asked.wanted),
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
        said=narrowed_to(asked.wanted),
        total=_total(count_behind(actor, asked.wanted, outcome, today=today, at=at)),
        title=str(OUTCOMES[outcome]) if outcome else gettext("Fell due"),
        back=address("overview", asked),
        today=today,
    )


def _total(found: Found) -> str:
    missing = ngettext("%(num)s copy is missing", "%(num)s copies are missing", found.copies_missing)
    return f"{total_text(found.obligations)}, {missing}"


def _after() -> tuple[date, int] | None:
    key = read_cursor(str, int)
    if key is None:
        return None
    try:
        return date.fromisoformat(str(key[0])), int(str(key[1]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
