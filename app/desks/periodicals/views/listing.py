"""The list of periodicals, as a page and as files."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Response, render_template, url_for

from app.desks.periodicals.views.blueprint import blueprint, concerned
from app.domain.periodicals import Phase, in_force
from app.domain.publication import SERIAL_KINDS
from app.infra import clock
from app.infra.i18n import lazy_gettext as _
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.periodicals.identifiers import issn_of
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import (
    PeriodicalFilter,
    count_periodicals,
    last_days,
    list_periodicals,
    phases_of,
)
from app.publications.periodicals.vocabulary import FREQUENCIES
from app.publications.vocabulary import kind_name
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.filters import filter_value, one_of, search_text
from app.web.pages import PAGE_ROWS, make_page, read_cursor

COLUMNS = (
    _("Title"), _("ISSN"), _("Publisher"), _("Kind"), _("Frequency"), _("Latest issue"), _("Ceased"),
)  # fmt: skip


@blueprint.get("/periodicals")
@requires(Permission.RELEASE_READ)
def index() -> str:
    """Periodicals within reach, in the order of their registration, with search and filter."""
    actor, wanted, key = current_actor(), _filter(), read_cursor(int)
    after = int(str(key[0])) if key else 0
    found = list_periodicals(actor, wanted, within=concerned(actor), after=after, limit=PAGE_ROWS + 1)
    page = make_page(found, lambda periodical: [periodical.publication_id])
    ids = [periodical.publication_id for periodical in page.rows]
    return render_template(
        "periodicals/index.html",
        page=page,
        wanted=wanted,
        today=clock.today(),
        kinds=[(kind.value, kind_name(kind)) for kind in SERIAL_KINDS],
        tags=_tags(wanted),
        total=count_periodicals(actor, wanted, within=concerned(actor)),
        frequencies={key: _frequency(phases) for key, phases in phases_of(ids).items()},
        last=last_days(ids),
        issn_of=issn_of,
        registers=may(actor, Permission.PUBLICATION_REGISTER),
        csv_url=url_for("periodicals.export", form="csv", **_chosen(wanted)),
        xlsx_url=url_for("periodicals.export", form="xlsx", **_chosen(wanted)),
    )


@blueprint.get("/periodicals.<any(csv, xlsx):form>")
@requires(Permission.RELEASE_READ)
def export(form: str) -> Response:
    """Exactly what the list is narrowed to, as a file."""
    actor = current_actor()
    found = list_periodicals(actor, _filter(), within=concerned(actor))
    answer = csv_response if form == "csv" else xlsx_response
    return answer(f"periodicals.{form}", [str(label) for label in COLUMNS], _rows(found))


def _rows(periodicals: Sequence[Periodical]) -> list[list[Cell]]:
    ids = [periodical.publication_id for periodical in periodicals]
    phases, last = phases_of(ids), last_days(ids)
    return [
        _cells(periodical, phases[periodical.publication_id], last.get(periodical.publication_id))
        for periodical in periodicals
    ]


def _cells(periodical: Periodical, phases: Sequence[Phase], last: date | None) -> list[Cell]:
    publication = periodical.publication
    return [
        publication.title,
        issn_of(publication),
        publication.publisher.name,
        kind_name(publication.kind),
        _frequency(phases),
        last,
        periodical.ceased_on,
    ]


def _filter() -> PeriodicalFilter:
    text = search_text()
    return PeriodicalFilter(text, filter_value("kind", one_of(SERIAL_KINDS)) or "")


def _chosen(wanted: PeriodicalFilter, *, but: str = "") -> dict[str, Any]:
    """The filter as it stands in an address, but for one part of it."""
    chosen = {"q": wanted.text, "kind": wanted.kind}
    return {name: value for name, value in chosen.items() if value and name != but}


def _tags(wanted: PeriodicalFilter) -> list[dict[str, str]]:
    """Each part of the filter in use, with the list without it."""
    labels = {"q": f"“{wanted.text}”", "kind": kind_name(wanted.kind)}
    chosen = _chosen(wanted)
    return [
        {"label": labels[name], "url": url_for("periodicals.index", **_chosen(wanted, but=name))}
        for name in chosen
    ]


def _frequency(phases: Sequence[Phase]) -> str:
    return str(FREQUENCIES[in_force(phases, clock.today()).pattern.frequency])
