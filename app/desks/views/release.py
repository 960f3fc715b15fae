"""The page of one release: what is owed, where each copy is, who did what."""

from collections.abc import Sequence

from flask import render_template, request, url_for

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.scope import concerned
from app.deposits.passing.whereabouts import whereabouts_of
from app.desks.blueprint import blueprint
from app.desks.release.facts import edition_of, facts_shown, people_of, sentences, tag_of
from app.desks.release.grid import Grid, grid_of, summary
from app.desks.release.papers import papers_listed, papers_of
from app.desks.release.timeline import timeline_of
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import gettext
from app.law.queries import rule_set_on, rule_sets
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.editions import has_editions
from app.publications.queries import release_for
from app.web.access import current_actor, requires


@blueprint.get("/releases/<int:release_id>")
@requires(Permission.RELEASE_READ)
def release(release_id: int) -> str:
    """Show the whole truth of a release; `?why=` explains the date of one obligation."""
    actor, today = current_actor(), clock.today()
    found = release_for(actor, release_id, within=concerned(actor))
    grid = grid_of(actor, found, asked=request.args.get("why", type=int), today=today)
    papers = papers_of(actor, release_id, today)
    own = (
        may(actor, Permission.PUBLICATION_AMEND)
        and found.publication.publisher_id in actor.organisation_ids
        and found.withdrawal is None
    )
    return render_template(
        "desks/release.html",
        release=found,
        lang=tag_of(found.publication),
        lead=sentences(people_of(found.publication), edition_of(found), summary(grid)),
        facts=facts_shown(found, rule_set_on(today), rule_sets()),
        grid=grid,
        whereabouts=whereabouts_of(actor, release_id),
        events=timeline_of(actor, found, papers, grid),
        papers=papers_listed(papers),
        actions=_actions(actor, grid, papers.consignments),
        amend_url=url_for("registration.amend", release_id=release_id) if own else None,
        has_editions=not found.designation and has_editions(found),
        back=_back(actor),
        may_assign=may(actor, Permission.OBLIGATION_ASSIGN),
        own_ids=actor.organisation_ids,
        today=today,
    )


def _actions(actor: Actor, grid: Grid, consignments: Sequence[Consignment]) -> list[dict[str, object]]:
    """What a depositor can do now: print the labels of the last parcel, send what it still owes."""
    if not may(actor, Permission.CONSIGNMENT_PREPARE):
        return []
    actions: list[dict[str, object]] = []
    parcels = [c.code for c in consignments if c.confirmed_at is None and c.cancelled_at is None]
    if parcels:
        labels = url_for("consignments.labels", code=parcels[0])
        actions.append({"label": gettext("Labels"), "url": labels, "icon": "printer"})
    to_send = [
        cell.row
        for cell in grid.standing
        if cell.missing
        and not cell.is_file
        and cell.row.depositor
        and cell.row.depositor.id in actor.organisation_ids
    ]
    if to_send:
        url = url_for(
            "consignments.compose", depository_id=to_send[0].depository.id, release=to_send[0].release_id
        )
        actions.append(
            {"label": gettext("Prepare a consignment"), "url": url, "icon": "box-seam", "primary": True}
        )
    if may(actor, Permission.REQUEST_MAKE) and any(
        cell.missing and cell.row.depositor and cell.row.depositor.id in actor.organisation_ids
        for cell in grid.standing
    ):
        url = url_for("requests.new", release=grid.standing[0].row.release_id)
        actions.append({"label": gettext("Ask the authority"), "url": url})
    return actions


def _back(actor: Actor) -> dict[str, str]:
    """One step back: to the list that this reader came from."""
    if may(actor, Permission.PUBLICATION_REGISTER):
        return {"label": gettext("Publications"), "url": url_for("publications.list_releases")}
    return {"label": gettext("Obligations"), "url": url_for("obligations.index")}
