"""Campaigns: opening one, and the libraries side by side."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from flask import Response, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.inventory.campaigns.queries import LibraryInCampaign, campaign_for, libraries_in
from app.deposits.inventory.campaigns.services import open_campaign, withdraw_campaign
from app.deposits.inventory.forms import CampaignForm, PlainForm
from app.deposits.inventory.messages import STATES
from app.deposits.inventory.views.blueprint import blueprint, period_of
from app.domain.actor import Actor
from app.infra import clock
from app.infra.i18n import gettext, organisation_name, place_name
from app.organisations.queries import regions
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may, may_with
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
def campaign(campaign_id: int) -> tuple[str, int]:
    """Show how the libraries stand, side by side."""
    return _page(campaign_id, PlainForm(formdata=None))


@blueprint.post(f"{_ADDRESS}/withdraw")
@requires(Permission.INVENTORY_CAMPAIGN)
def withdraw_one(campaign_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Take back a campaign that nobody has followed."""
    form = PlainForm()

    def act(at: datetime) -> str:
        withdraw_campaign(campaign_id=campaign_id, by=current_actor(), at=at)
        return url_for("inventory.index")

    return perform(form, act) or _page(campaign_id, form)


def _page(campaign_id: int, form: PlainForm) -> tuple[str, int]:
    actor = current_actor()
    found = campaign_for(actor, campaign_id)
    rows = libraries_in(actor, found)
    may_ask = may_with(actor, Permission.INVENTORY_CAMPAIGN, Parties(region_soato=found.region_soato))
    return form_page(
        "inventory/campaign.html",
        form,
        may_withdraw=may_ask and not any(row.stock_takes for row in rows),
        campaign=found,
        region=_region_name(found.region_soato),
        rows=rows,
        asked=[row for row in rows if row.state != "empty"],
        closed=[row for row in rows if row.state == "closed"],
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
        gettext("Sections counted"), gettext("Sections not counted"), gettext("Copies to count"),
        gettext("By the receipts"), gettext("Found in place"), gettext("Found elsewhere"), gettext("Missing"),
        gettext("Receipt taken back"), gettext("Left during the count"),
        gettext("Unknown"),
    ]  # fmt: skip


def _cells(rows: list[LibraryInCampaign]) -> Iterator[list[Cell]]:
    for row in rows:
        numbers = ", ".join(taken.number for taken in row.stock_takes if taken.number)
        counted = [part.section.mark if part.section else None for part in row.counted]
        yield [
            organisation_name(row.library), place_name(row.library.region), str(STATES[row.state]), numbers,
            _marks(counted), _marks(shelf.mark for shelf in row.left), row.copies,
            row.sum.expected, row.sum.found, row.sum.elsewhere, "" if row.missing is None else row.missing,
            row.sum.taken_back, row.sum.left, row.sum.unknown,
        ]  # fmt: skip


def _marks(marks: Iterable[str | None]) -> str:
    return ", ".join(mark or gettext("without a section") for mark in marks)


def _regions(actor: Actor) -> list[tuple[str, str]]:
    """The regions that the actor may ask; who has one asks that one alone."""
    found = [(region.soato, place_name(region)) for region in regions()]
    if actor.region_soato is not None:
        return [(soato, name) for soato, name in found if soato == actor.region_soato]
    return [("", gettext("The whole country")), *found]


def _region_name(soato: str | None) -> str:
    named = {region.soato: place_name(region) for region in regions()}
    return named.get(soato or "", gettext("The whole country"))
