"""How a library numbers its copies and what it prints labels on."""

from datetime import datetime

from flask import url_for
from werkzeug.wrappers import Response

from app.deposits.accessions import queries, services
from app.deposits.accessions.forms import CloseForm, LabelsForm, SeriesForm
from app.deposits.accessions.messages import LAYOUTS, SYMBOLS
from app.deposits.accessions.views.blueprint import blueprint
from app.domain.documents import LabelLayout, LabelSymbol
from app.domain.publication import Kind
from app.infra import clock
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.publications.vocabulary import kind_name
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import choices_of, text_of


@blueprint.route("/accessions", methods=["GET", "POST"])
@requires(Permission.ACCESSION_KEEP)
def index() -> Response | tuple[str, int]:
    """Show the library's series, and say on what it prints labels."""
    layout, symbol = queries.labels_of(current_actor().organisation_id or 0)
    form = LabelsForm(layout=layout.value, symbol=symbol.value)

    def act(at: datetime) -> str:
        services.choose_labels(
            layout=LabelLayout(form.layout.data),
            symbol=LabelSymbol(form.symbol.data),
            by=current_actor(),
            at=at,
        )
        return url_for("accessions.index")

    return perform(form, act) or form_page(
        "accessions/index.html",
        form,
        series=queries.series_of(current_actor(), clock.today().year),
        close=CloseForm(formdata=None),
        layouts=LAYOUTS,
        symbols=SYMBOLS,
        kind_name=kind_name,
    )


@blueprint.route("/accessions/new", methods=["GET", "POST"])
@requires(Permission.ACCESSION_KEEP)
def define() -> Response | tuple[str, int]:
    """Define a series."""
    form = SeriesForm()
    every = ("", gettext("Of every kind that has no series of its own"))
    form.kind.choices = choices_of([every, *((kind.value, kind_name(kind)) for kind in Kind)])

    def act(at: datetime) -> str:
        services.define_series(
            prefix=text_of(form.prefix),
            kind=form.kind.data or "",
            yearly=form.yearly.data,
            digits=form.digits.number or 0,
            next_number=form.next_number.number or 0,
            by=current_actor(),
            at=at,
        )
        return url_for("accessions.index")

    return perform(form, act) or form_page("accessions/define.html", form)


@blueprint.post("/accessions/<int:series_id>/close")
@requires(Permission.ACCESSION_KEEP)
def close(series_id: int) -> Response | tuple[str, int]:
    """Close a series."""
    form = CloseForm()

    def act(at: datetime) -> str:
        services.close_series(series_id=series_id, by=current_actor(), at=at)
        return url_for("accessions.index")

    return perform(form, act) or index()
