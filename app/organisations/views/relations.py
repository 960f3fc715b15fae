"""The administrator's pages of how records hang together: names, parents, successors, duplicates."""

from datetime import datetime

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext
from app.organisations.forms import MergeForm, ReasonForm, ReferenceForm
from app.organisations.queries import organisation_by_id, relations_of
from app.organisations.services import add_name, merge_organisation, relate, remove_name, undo_merge
from app.organisations.views.blueprint import blueprint
from app.organisations.views.naming import Page, name_page
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import text_of


@blueprint.route("/organisations/<int:organisation_id>/names", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def other_names(organisation_id: int) -> Page:
    """Show the other names of an organisation, and add one."""
    remove = "organisations.remove_other_name"
    return name_page(
        organisation_id,
        add_name,
        heading=gettext("Other names"),
        address=url_for("organisations.other_names", organisation_id=organisation_id),
        back=_record(organisation_id),
        listed=lambda: [
            (row.name, url_for(remove, organisation_id=organisation_id, name_id=row.id))
            for row in relations_of(organisation_by_id(organisation_id)).names
        ],
    )


@blueprint.post("/organisations/<int:organisation_id>/names/<int:name_id>/remove")
@requires(Permission.ORGANISATION_MANAGE)
def remove_other_name(organisation_id: int, name_id: int) -> Response:
    """Take another name away."""
    with transaction():
        remove_name(organisation_id=organisation_id, name_id=name_id, by=current_actor(), at=clock.now())
    return redirect(url_for("organisations.other_names", organisation_id=organisation_id), 303)


@blueprint.route(
    "/organisations/<int:organisation_id>/<any(parent, successor):relation>", methods=["GET", "POST"]
)
@requires(Permission.ORGANISATION_MANAGE)
def relation(organisation_id: int, relation: str) -> Response | tuple[str, int]:
    """Name the parent or the successor of an organisation, or none."""
    form = ReferenceForm()

    def act(at: datetime) -> str:
        relate(
            organisation_id=organisation_id,
            relation="parent_id" if relation == "parent" else "successor_id",
            reference=text_of(form.reference),
            by=current_actor(),
            at=at,
        )
        return _record(organisation_id)

    return perform(form, act) or form_page(
        "organisations/reference.html",
        form,
        organisation=organisation_by_id(organisation_id),
        heading=gettext("Parent") if relation == "parent" else gettext("Successor"),
    )


@blueprint.route("/organisations/<int:organisation_id>/merge", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def merge(organisation_id: int) -> Response | tuple[str, int]:
    """Merge a duplicate into the record that stays."""
    form = MergeForm()

    def act(at: datetime) -> str:
        try:
            merge_organisation(
                organisation_id=organisation_id,
                reference=text_of(form.reference),
                reason=text_of(form.reason),
                other_tin=form.agreed_tin,
                by=current_actor(),
                at=at,
            )
        except DomainError as error:
            if error.code == "merge.tins_differ":
                form.ask_whether_one(str(error.params["other"]))
            raise
        return _record(organisation_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The record is merged. This can be undone."), "success")
        return done
    found = organisation_by_id(organisation_id)
    form.name_tins(found.stir or "")
    return form_page("organisations/merge.html", form, organisation=found, survivor=None)


@blueprint.route("/organisations/<int:organisation_id>/unmerge", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def unmerge(organisation_id: int) -> Response | tuple[str, int]:
    """Let a merged record stand for itself again."""
    form = ReasonForm()

    def act(at: datetime) -> str:
        undo_merge(organisation_id=organisation_id, reason=text_of(form.reason), by=current_actor(), at=at)
        return _record(organisation_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The record stands for itself again."), "success")
        return done
    found = organisation_by_id(organisation_id)
    survivor = relations_of(found).survivor
    if survivor is None:
        return redirect(_record(organisation_id), 303)
    return form_page("organisations/merge.html", form, organisation=found, survivor=survivor)


def _record(organisation_id: int) -> str:
    return url_for("organisations.organisation", organisation_id=organisation_id)
