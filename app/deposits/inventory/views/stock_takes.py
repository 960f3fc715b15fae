"""One stock-take: planning, beginning, how it stands, closing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from app.deposits.inventory.campaigns.models import Campaign
from app.deposits.inventory.campaigns.progress import sections_under, shelves_of
from app.deposits.inventory.campaigns.queries import asked_of, campaign_for
from app.deposits.inventory.forms import CloseForm, PlainForm, PlanForm
from app.deposits.inventory.messages import LISTS, STATES
from app.deposits.inventory.scope import own_library, takes_stock_at
from app.deposits.inventory.sections.models import Section
from app.deposits.inventory.sections.queries import sections_of, without_section
from app.deposits.inventory.stock_takes import services
from app.deposits.inventory.stock_takes.jobs import STOCK_TAKE_ACTS
from app.deposits.inventory.stock_takes.models import StockTake
from app.deposits.inventory.stock_takes.queries import stock_take_for, stock_takes_beside
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.inventory.views.blueprint import blueprint, period_of
from app.deposits.receiving.offline.device import name_on_device
from app.infra import clock
from app.infra.i18n import current_language, ngettext
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import choices_of, show_date
from app.web.telling import TOO_LATE, told_at

A_MONTH = timedelta(days=30)


@blueprint.route("/inventory/new", methods=["GET", "POST"])
@requires(Permission.INVENTORY_WORK)
def plan() -> Response | tuple[str, int]:
    """Plan a stock-take of the library's own."""
    return _plan(None)


@blueprint.route("/inventory/campaigns/<int:campaign_id>/stock-take", methods=["GET", "POST"])
@requires(Permission.INVENTORY_WORK)
def plan_under(campaign_id: int) -> Response | tuple[str, int]:
    """Plan the stock-take that a campaign asks for."""
    return _plan(campaign_id)


def _plan(campaign_id: int | None) -> Response | tuple[str, int]:
    actor, today = current_actor(), clock.today()
    campaign = campaign_for(actor, campaign_id) if campaign_id is not None else None
    taken = sections_under(campaign.id, own_library(actor)) if campaign else set()
    left = _left(campaign) - taken if campaign else set()
    form = _form(
        taken,
        sections=[str(section_id) for section_id in left if section_id is not None],
        unplaced=None in left,
        first=show_date(campaign.first_day if campaign else today),
        last=show_date(campaign.last_day if campaign else today + A_MONTH),
    )

    def act(at: datetime) -> str:
        planned = services.plan_stock_take(**_answers(form), campaign_id=campaign_id, by=actor, at=at)
        return url_for("inventory.stock_take", stock_take_id=planned.id)

    return perform(form, act) or _planning_page(form, taken, campaign)


@blueprint.route("/stock-takes/<int:stock_take_id>/plan", methods=["GET", "POST"])
@requires(Permission.INVENTORY_WORK)
def replan(stock_take_id: int) -> Response | tuple[str, int]:
    """Plan a stock-take otherwise that has not begun."""
    planned = stock_take_for(current_actor(), stock_take_id)
    places = [part.section_id for part in planned.parts]
    taken: set[int | None] = set()
    if planned.campaign_id is not None:
        taken = sections_under(planned.campaign_id, planned.depository_id, but=planned.id)
    form = _form(
        taken,
        sections=[str(place) for place in places if place is not None],
        unplaced=None in places,
        first=show_date(planned.first_day),
        last=show_date(planned.last_day),
    )

    def act(at: datetime) -> str:
        services.change_plan(stock_take_id=stock_take_id, **_answers(form), by=current_actor(), at=at)
        return url_for("inventory.stock_take", stock_take_id=stock_take_id)

    done = perform(form, act)
    if done is not None:
        return done
    planned = stock_take_for(current_actor(), stock_take_id)
    return _planning_page(form, taken, planned.campaign, planned)


@blueprint.post("/stock-takes/<int:stock_take_id>/withdraw")
@requires(Permission.INVENTORY_WORK)
def withdraw(stock_take_id: int) -> Response | tuple[str, int]:
    """Take a stock-take back that has not begun."""
    form = PlainForm()

    def act(at: datetime) -> str:
        services.withdraw_stock_take(stock_take_id=stock_take_id, by=current_actor(), at=at)
        return url_for("inventory.index")

    return perform(form, act) or _page(stock_take_id, form)


def _form(taken: Collection[int | None], **known: Any) -> PlanForm:
    """The form with the sections that are not `taken` by other stock-takes of the campaign."""
    form = PlanForm(**known)
    free = [(str(section.id), section.mark) for section, _ in _open_sections() if section.id not in taken]
    form.sections.choices = choices_of(free)
    return form


def _left(campaign: Campaign) -> set[int | None]:
    """The sections for which a campaign asks the actor's library; None: what belongs to no section."""
    library_id = own_library(current_actor())
    return {shelf.section_id for shelf in shelves_of(campaign, [library_id]).get(library_id, ())}


def _open_sections() -> list[tuple[Section, int]]:
    return [
        (section, copies) for section, copies in sections_of(current_actor()) if section.closed_at is None
    ]


def _answers(form: PlanForm) -> dict[str, Any]:
    return {
        "section_ids": [int(chosen) for chosen in form.sections.data or []],
        "unplaced": form.unplaced.data,
        "period": period_of(form.first, form.last),
    }


def _planning_page(
    form: PlanForm,
    taken: Collection[int | None],
    campaign: Campaign | None,
    planned: StockTake | None = None,
) -> tuple[str, int]:
    actor = current_actor()
    return form_page(
        "inventory/plan.html",
        form,
        hints={str(section.id): _hint(section.name, copies) for section, copies in _open_sections()},
        without=without_section(actor),
        taken=taken,
        marks={section.id: section.mark for section, _ in _open_sections()},
        campaign=campaign,
        asked=asked_of(actor, clock.today(), unplanned=True) if campaign is None and planned is None else [],
        none_free=None in taken and not form.sections.choices,
        planned=planned,
    )


def _hint(name: str, copies: int) -> str:
    return " · ".join(filter(None, (name, ngettext("%(num)s copy", "%(num)s copies", copies))))


@blueprint.get("/stock-takes/<int:stock_take_id>")
@requires(Permission.INVENTORY_READ)
def stock_take(stock_take_id: int) -> tuple[str, int]:
    """Show how a stock-take stands."""
    return _page(stock_take_id, PlainForm(formdata=None))


@blueprint.post("/stock-takes/<int:stock_take_id>/begin")
@requires(Permission.INVENTORY_WORK)
def begin(stock_take_id: int) -> Response | tuple[str, int]:
    """Begin it: from now on it is known what should be found."""
    form = PlainForm()

    def act(at: datetime) -> str:
        services.begin_stock_take(stock_take_id=stock_take_id, by=current_actor(), at=at)
        return url_for("inventory.stock_take", stock_take_id=stock_take_id)

    return perform(form, act) or _page(stock_take_id, form)


@blueprint.route("/stock-takes/<int:stock_take_id>/close", methods=["GET", "POST"])
@requires(Permission.INVENTORY_WORK)
def close(stock_take_id: int) -> Response | tuple[str, int]:
    """Show what the act would say, and close the stock-take."""
    form = CloseForm(language=current_language().code)

    def act(at: datetime) -> str:
        services.close_stock_take(
            stock_take_id=stock_take_id, language=form.language.data, by=current_actor(), at=at
        )
        return url_for("inventory.stock_take", stock_take_id=stock_take_id)

    done = perform(form, act)
    if done is not None:
        wake(STOCK_TAKE_ACTS)
        return done
    return _page(stock_take_id, form, "inventory/close.html", account=name_on_device())


def _page(
    stock_take_id: int,
    form: PlainForm | CloseForm,
    template: str = "inventory/stock_take.html",
    *,
    account: int | None = None,
) -> tuple[str, int]:
    actor = current_actor()
    found = stock_take_for(actor, stock_take_id)
    sums, told = sums_of([found])[found.id], told_at(f"stock-take {found.id}")
    return form_page(
        template,
        form,
        stock_take=found,
        sums=sums,
        whole=whole(sums.values()),
        beside=stock_takes_beside(found) if found.begun_at is None else [],
        works=takes_stock_at(actor, found.depository_id) and found.closed_at is None,
        too_late=told if told.said == TOO_LATE else None,
        states=STATES,
        lists=LISTS,
        account=account,
    )
