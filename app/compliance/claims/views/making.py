"""A library looks at what it will ask or pass on, and does it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.compliance.claims.addressees import addressees_of
from app.compliance.claims.checking import AGAIN_AFTER, choices
from app.compliance.claims.forms import ClaimForm
from app.compliance.claims.messages import LEFT_OUT
from app.compliance.claims.models import ClaimKind
from app.compliance.claims.services.making import MOST_LINES, by_depositor, make_claims
from app.compliance.claims.views.blueprint import blueprint
from app.deposits.obligations.filters import read_filter
from app.deposits.obligations.queries import list_obligations
from app.deposits.obligations.scope import State
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext, ngettext
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/claims/new")
@requires(Permission.CLAIM_MAKE)
def preview() -> Response | tuple[str, int]:
    """Show whom the library would ask, or what it would pass on: of chosen lines or of all in a filter."""
    chosen = [int(text) for text in request.args.getlist("line") if text.isdecimal() and len(text) < 19]
    if request.args.get("all") == "1":
        late = replace(read_filter(), state=State.LATE)
        chosen = [
            row.id for row in list_obligations(current_actor(), late, today=clock.today(), limit=MOST_LINES)
        ]
    if not chosen:
        flash(gettext("Choose at least one late line."), "warning")
        return redirect(url_for("obligations.index", state=State.LATE))
    kind = _kind(request.args.get("kind"))
    return _page(chosen[:MOST_LINES], ClaimForm(formdata=None, line=chosen[:MOST_LINES], kind=kind), kind)


@blueprint.post("/claims/new")
@requires(Permission.CLAIM_MAKE)
def make() -> Response | tuple[str, int]:
    """Ask, or pass on; each line is checked again first."""
    form, left_out = ClaimForm(), list[int]()
    kind = _kind(form.kind.data)

    def act(at: datetime) -> str:
        made = make_claims(
            obligation_ids=form.line.data or [],
            kind=kind,
            words=form.words.data or "",
            by=current_actor(),
            at=at,
        )
        left_out.append(len(made.left_out))
        if len(made.claims) == 1:
            return url_for("claims.show", claim_id=made.claims[0].id)
        return url_for("claims.index")

    done = perform(form, act)
    if done is None:
        return _page(form.line.data or [], form, kind)
    wake("mail")
    _tell(kind, left_out)
    return done


def _kind(text: str | None) -> ClaimKind:
    return ClaimKind.PASSED if text == ClaimKind.PASSED else ClaimKind.ASKED


def _tell(kind: ClaimKind, left_out: list[int]) -> None:
    asked = gettext("The letters leave in a moment. Answers appear here.")
    flash(
        asked if kind is ClaimKind.ASKED else gettext("The authority sees the lines on its list now."),
        "success",
    )
    number = sum(left_out)
    if number:
        told = ngettext("%(num)s line was left out.", "%(num)s lines were left out.", number)
        flash(told, "warning")


def _page(chosen: Collection[int], form: ClaimForm, kind: ClaimKind) -> tuple[str, int]:
    found = choices(current_actor(), chosen, kind, at=clock.now(), today=clock.today())
    groups = by_depositor(found)
    addressees = addressees_of(groups)
    return form_page(
        "claims/new.html",
        form,
        kind=kind,
        groups=[(addressees[id_], rows) for id_, rows in groups.items()],
        letters_in=BY_CODE,
        lines=len(found.lines),
        left_out=found.left_out,
        reasons=LEFT_OUT,
        most=MOST_LINES,
        full=len(chosen) >= MOST_LINES,
        again=AGAIN_AFTER.days,
        language_tag=language_tag,
        today=clock.today(),
    )
