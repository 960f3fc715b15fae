"""Campaigns: opening one, and the libraries side by side."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.inventory.campaigns.queries import LibraryInCampaign, campaign_for, libraries_in
from app.deposits.inventory.campaigns.services import open_campaign
from app.deposits.inventory.forms import CampaignForm
from app.deposits.inventory.messages import STATES
from app.deposits.inventory.stock_takes.sums import whole
from app.deposits.inventory.views.blueprint import blueprint, period_of
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import gettext, organisation_name, place_name
from app.organisations.queries import regions
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.forms import choices_of, show_date, text_of

_ADDRESS = "/inventory/campaigns/<int:campaign_id>"
A_QUARTER = timedelta(days=90)


@blueprint.route("/inventory/campaigns/new", methods=["GET", "POST"])
@requires(Permission.INVENTORY_CAMPAIGN)
def open_one() -> WerkzeugResponse | tuple[str, int]:
    """Ask the libraries of a region for a stock-take."""
    today = clock.today()
    form = CampaignForm(first=show_date(today), last=show_date(today + A_QUARTER))
    form.region.choices = choices_of(_regions(current_actor()))

    def act(at: datetime) -> str:
        opened = open_campaign(
            name=text_of(form.name),
            region_soato=form.region.data or None,
            period=period_of(form.first, form.last),
            by=current_actor(),
            at=at,
        )
        return url_for("inventory.campaign", campaign_id=opened.id)

    return perform(form, act) or form_page("inventory/open_campaign.html", form)


@blueprint.get(_ADDRESS)
@requires(Permission.INVENTORY_READ)
def campaign(campaign_id: int) -> str:
    """Show how the libraries stand, side by side."""
    actor = current_actor()
    found = campaign_for(actor, campaign_id)
    rows = libraries_in(actor, found)
    return render_template(
        "inventory/campaign.html",
        campaign=found,
        region=_region_name(found.region_soato),
        rows=rows,
        whole=whole(row.sum for row in rows),
        closed=sum(row.state == "closed" for row in rows),
        states=STATES,
        works=may(actor, Permission.INVENTORY_WORK),
    )


@blueprint.get(f"{_ADDRESS}.csv")
@requires(Permission.INVENTORY_READ)
def campaign_as_csv(campaign_id: int) -> Response:
    """Send the libraries of the campaign as CSV."""
    return csv_response(f"campaign-{campaign_id}.csv", _head(), _cells(_rows(campaign_id)))


@blueprint.get(f"{_ADDRESS}.xlsx")
@requires(Permission.INVENTORY_READ)
def campaign_as_xlsx(campaign_id: int) -> Response:
    """Send the libraries of the campaign as a workbook."""
    return xlsx_response(f"campaign-{campaign_id}.xlsx", _head(), _cells(_rows(campaign_id)))


def _rows(campaign_id: int) -> list[LibraryInCampaign]:
    actor = current_actor()
    return libraries_in(actor, campaign_for(actor, campaign_id))


def _head() -> list[str]:
    return [
        gettext("Library"), gettext("Region"), gettext("State"), gettext("Number of the act"),
        gettext("By the receipts"), gettext("Found"), gettext("Found elsewhere"), gettext("Missing"),
        gettext("Unknown"),
    ]  # fmt: skip


def _cells(rows: list[LibraryInCampaign]) -> Iterator[list[Cell]]:
    for row in rows:
        number = row.stock_take.number if row.stock_take else ""
        yield [
            organisation_name(row.library), place_name(row.library.region), str(STATES[row.state]), number,
            row.sum.expected, row.sum.found, row.sum.elsewhere, row.sum.missing, row.sum.unknown,
        ]  # fmt: skip


def _regions(actor: Actor) -> list[tuple[str, str]]:
    """The regions that the actor may ask; who has one asks that one alone."""
    found = [(region.soato, place_name(region)) for region in regions()]
    if actor.region_soato is not None:
        return [(soato, name) for soato, name in found if soato == actor.region_soato]
    return [("", gettext("The whole country")), *found]


def _region_name(soato: str | None) -> str:
    named = {region.soato: place_name(region) for region in regions()}
    return named.get(soato or "", gettext("The whole country"))
