"""The search: its page, which the header leads to, and what it finds as a file."""

from flask import Response, redirect, render_template
from werkzeug.wrappers import Response as Redirect

from app.desks.blueprint import blueprint
from app.desks.finding import messages as messages
from app.desks.finding.addresses import address, chips
from app.desks.finding.codes import address_of_code
from app.desks.finding.files import cells, head
from app.desks.finding.organisations import find_organisations
from app.desks.finding.reading import Asked, read_rightly
from app.desks.finding.showing import shown
from app.desks.finding.titles import every_title, list_titles
from app.domain.actor import Actor
from app.domain.search_terms import mistyped_number
from app.infra import clock
from app.organisations.kind_names import KIND_NAMES
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.languages import languages_to_narrow_by
from app.publications.queries import EXACT_TOTAL
from app.web.access import current_actor, requires
from app.web.exports import csv_response, xlsx_response
from app.web.pages import PAGE_ROWS, make_page, read_cursor


@blueprint.get("/search")
@requires(Permission.SEARCH)
def search() -> Redirect | tuple[str, int]:
    """Find titles and organisations; the code of a paper or label leads straight to it."""
    actor, asked = current_actor(), Asked(current_actor())
    wanted = asked.wanted
    leads_to = address_of_code(actor, wanted.text) if wanted.text else None
    if leads_to is not None and not wanted.filtered:
        return redirect(leads_to)
    found = _found(actor, asked) if wanted.anything and not asked.problems else {}
    page = render_template(
        "desks/search.html",
        asked=asked,
        wanted=wanted,
        choices=asked.choices,
        language_choices=languages_to_narrow_by(wanted.language),
        region_choices=asked.regions if actor.region_soato is None else {},
        chips=chips(asked),
        organisation_kinds=KIND_NAMES,
        registers=may(actor, Permission.PUBLICATION_REGISTER),
        **found,
    )
    return page, 422 if asked.problems else 200


def _found(actor: Actor, asked: Asked) -> dict[str, object]:
    wanted, today, key = asked.wanted, clock.today(), read_cursor(int)
    after = int(str(key[0])) if key else None
    titles, total = list_titles(actor, wanted, today=today, after=after, limit=PAGE_ROWS + 1)
    fits = bool(wanted.text) and not wanted.filtered and after is None
    return {
        "page": make_page(shown(titles, asked.choices.kinds), lambda row: [row.id]),
        "total": total,
        "exact": EXACT_TOTAL,
        "organisations": find_organisations(actor, wanted.text, asked.regions) if fits else [],
        "mistyped": mistyped_number(wanted.text) if not titles else None,
        "words_alone": address("desks.search", type(wanted)(text=wanted.text)) if wanted.filtered else None,
        "csv_url": address("desks.export_search", wanted, form="csv"),
        "xlsx_url": address("desks.export_search", wanted, form="xlsx"),
    }


@blueprint.get("/search.<any(csv, xlsx):form>")
@requires(Permission.SEARCH)
def export_search(form: str) -> Response:
    """Exactly what the search finds, as a file; without a question, every title within reach."""
    actor, today = current_actor(), clock.today()
    rows = cells(every_title(actor, read_rightly(actor), today=today))
    answer = csv_response if form == "csv" else xlsx_response
    return answer(f"search-{today:%Y-%m-%d}.{form}", head(), rows)
