"""One draft or version: what it changes, and how it is proposed, made a draft again and discarded."""

from collections.abc import Callable
from datetime import datetime, timedelta

from flask import flash, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response

from app.accounts.queries import name_of_account
from app.compliance.wordings import queries
from app.compliance.wordings.comparing import changes
from app.compliance.wordings.forms import SeenForm
from app.compliance.wordings.naming import label_of
from app.compliance.wordings.services import drafting
from app.compliance.wordings.states import NAMES, SIGNS, state_of
from app.compliance.wordings.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import BY_CODE
from app.infra.i18n import lazy_gettext as _
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

Page = Response | tuple[str, int]


@blueprint.get("/<int:wording_id>")
@requires(Permission.NOTICE_WORDING)
def show(wording_id: int) -> Page:
    """Show texts: how far they have come, and every word that differs from those in force."""
    return _page(wording_id, SeenForm(formdata=None))


@blueprint.post("/<int:wording_id>/propose")
@requires(Permission.NOTICE_WORDING)
def propose(wording_id: int) -> Page:
    """Lay a draft before a colleague."""
    form, actor = SeenForm(), current_actor()

    def act(at: datetime) -> None:
        drafting.propose_wording(wording_id=wording_id, seen=form.seen.data or "", by=actor, at=at)

    return _acted(
        wording_id, form, act, _("The texts are proposed. A colleague can put them into force now.")
    )


@blueprint.post("/<int:wording_id>/return")
@requires(Permission.NOTICE_WORDING)
def return_to_draft(wording_id: int) -> Page:
    """Make proposed texts a draft again."""
    actor = current_actor()

    def act(at: datetime) -> None:
        drafting.return_wording(wording_id=wording_id, by=actor, at=at)

    return _acted(wording_id, SeenForm(), act, _("The texts are a draft again."))


@blueprint.post("/<int:wording_id>/discard")
@requires(Permission.NOTICE_WORDING)
def discard(wording_id: int) -> Page:
    """Put a draft aside."""
    actor = current_actor()

    def act(at: datetime) -> None:
        drafting.discard_wording(wording_id=wording_id, by=actor, at=at)

    return _acted(wording_id, SeenForm(), act, _("The draft is discarded."))


def _acted(wording_id: int, form: SeenForm, act: Callable[[datetime], None], said: LazyString) -> Page:
    def acting(at: datetime) -> str:
        act(at)
        return url_for("wordings.show", wording_id=wording_id)

    done = perform(form, acting)
    if done is None:
        return _page(wording_id, form)
    flash(str(said), "success")
    return done


def _page(wording_id: int, form: SeenForm) -> tuple[str, int]:
    wording, today = queries.wording_by_id(wording_id), clock.today()
    present = queries.wording_in_force(wording.language, today)
    people = {wording.created_by_id, wording.changed_by_id, wording.proposed_by_id, wording.decided_by_id}
    people.add(wording.taken_back_by_id)
    return form_page(
        "wordings/show.html",
        form,
        wording=wording,
        present=present,
        follower=(follower := queries.wording_after(wording) if wording.version else None),
        last_day=follower.in_force_from - timedelta(1) if follower and follower.in_force_from else None,
        changes=changes(queries.texts_in_force(wording.language, today), wording.texts),
        label_of=label_of,
        state=(state := state_of(wording, {present.id} if present else (), today)),
        state_name=NAMES[state],
        sign=SIGNS[state],
        language=BY_CODE[wording.language],
        wrote_it=current_actor().account_id in (wording.proposed_by_id, wording.changed_by_id),
        names={one: name_of_account(one) for one in people},
    )
