"""Sections of a library, and placing copies into them."""

from datetime import datetime

from flask import flash, url_for
from werkzeug.wrappers import Response

from app.deposits.inventory.forms import PlaceForm, PlaceManyForm, PlainForm, SectionForm
from app.deposits.inventory.sections import queries, services
from app.deposits.inventory.views.blueprint import blueprint
from app.infra.i18n import gettext, ngettext
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import text_of
from app.web.pages import PAGE_ROWS, make_page, read_cursor

_ADDRESS = "/inventory/sections"


@blueprint.route(_ADDRESS, methods=["GET", "POST"])
@requires(Permission.INVENTORY_WORK)
def sections() -> Response | tuple[str, int]:
    """Show the sections of the library, and add one."""
    form, actor = SectionForm(), current_actor()

    def act(at: datetime) -> str:
        services.open_section(mark=text_of(form.mark), name=text_of(form.name), by=actor, at=at)
        return url_for("inventory.sections")

    return perform(form, act) or form_page(
        "inventory/sections.html",
        form,
        sections=queries.sections_of(actor),
        without=queries.without_section(actor),
        close=PlainForm(formdata=None),
    )


@blueprint.get(f"{_ADDRESS}/<int:section_id>")
@requires(Permission.INVENTORY_WORK)
def section(section_id: int) -> tuple[str, int]:
    """Show what belongs to a section, and place copies into it."""
    return _section_page(section_id, PlaceForm(formdata=None), PlaceManyForm(formdata=None))


@blueprint.post(f"{_ADDRESS}/<int:section_id>/copy")
@requires(Permission.INVENTORY_WORK)
def place(section_id: int) -> Response | tuple[str, int]:
    """Place the copy that was scanned."""
    form = PlaceForm()

    def act(at: datetime) -> str:
        services.place_scanned(section_id=section_id, text=text_of(form.code), by=current_actor(), at=at)
        flash(gettext("“%(text)s” placed.", text=text_of(form.code).strip()), "success")
        return url_for("inventory.section", section_id=section_id)

    return perform(form, act) or _section_page(section_id, form, PlaceManyForm(formdata=None))


@blueprint.post(f"{_ADDRESS}/<int:section_id>/copies")
@requires(Permission.INVENTORY_WORK)
def place_many(section_id: int) -> Response | tuple[str, int]:
    """Place many copies at once."""
    form = PlaceManyForm()

    def act(at: datetime) -> str:
        placed = services.place_many(
            section_id=section_id,
            receipt=text_of(form.receipt),
            first=text_of(form.first),
            last=text_of(form.last),
            by=current_actor(),
            at=at,
        )
        flash(_sentence(placed), "success")
        return url_for("inventory.section", section_id=section_id)

    return perform(form, act) or _section_page(section_id, PlaceForm(formdata=None), form)


@blueprint.post(f"{_ADDRESS}/<int:section_id>/close")
@requires(Permission.INVENTORY_WORK)
def close_section(section_id: int) -> Response | tuple[str, int]:
    """Close a section that holds nothing."""
    form = PlainForm()

    def act(at: datetime) -> str:
        services.close_section(section_id=section_id, by=current_actor(), at=at)
        return url_for("inventory.sections")

    done = perform(form, act)
    if done is not None:
        return done
    many = PlaceManyForm(formdata=None)
    many.form_errors = list(form.form_errors)
    return _section_page(section_id, PlaceForm(formdata=None), many)


def _sentence(placed: services.Placed) -> str:
    said = ngettext("%(num)s copy placed.", "%(num)s copies placed.", placed.copies)
    if not placed.moved:
        return said
    moved = ngettext(
        "%(num)s of them had belonged to another section.",
        "%(num)s of them had belonged to other sections.",
        placed.moved,
    )
    return f"{said} {moved}"


def _section_page(section_id: int, one: PlaceForm, many: PlaceManyForm) -> tuple[str, int]:
    found = queries.section_for(current_actor(), section_id)
    key = read_cursor(int)
    rows = queries.copies_in(found, after=int(str(key[0])) if key else None, limit=PAGE_ROWS + 1)
    page, status = form_page(
        "inventory/section.html",
        many,
        section=found,
        one=one,
        page=make_page(rows, lambda row: [row.scan.id]),
    )
    return page, 422 if one.errors else status
