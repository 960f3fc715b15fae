"""The page on which an administrator enters what units are worth."""

from datetime import datetime

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from app.compliance.unit_values import messages as _messages  # noqa: F401 - refusals are said in words
from app.compliance.unit_values.forms import UnitValueForm
from app.compliance.unit_values.queries import unit_values
from app.compliance.unit_values.services import enter_unit_value
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

blueprint = Blueprint("unit_values", __name__)


@blueprint.get("/unit-values")
@requires(Permission.LAW_ADOPT)
def index() -> tuple[str, int]:
    """Show what is known, with a form to add to it."""
    return _page(UnitValueForm(formdata=None))


@blueprint.post("/unit-values")
@requires(Permission.LAW_ADOPT)
def enter() -> Response | tuple[str, int]:
    """Enter a value."""
    form, actor = UnitValueForm(), current_actor()

    def act(at: datetime) -> str:
        day = form.from_on.value
        if day is None:
            raise DomainError("unit_value.no_day", field="from_on")
        enter_unit_value(
            unit=form.unit.data,
            amount=form.amount.number or 0,
            from_on=day,
            source=form.source.data or "",
            specimen=form.specimen.data,
            by=actor,
            at=at,
        )
        return url_for("unit_values.index")

    return perform(form, act) or _page(form)


def _page(form: UnitValueForm) -> tuple[str, int]:
    return form_page(
        "cases/unit_values.html",
        form,
        values=unit_values(),
        invented=settings().hypothetical_law,
        today=clock.today(),
    )
