"""One notice: what it will say, and its issue."""

from collections.abc import Collection, Sequence
from datetime import datetime
from textwrap import shorten

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.compliance.checking import Dropped
from app.compliance.forms import IssueForm
from app.compliance.jobs import store_soon
from app.compliance.ladder.queries.unreminded import count_unreminded
from app.compliance.messages import DROPPED
from app.compliance.services.issuing import issue_notice, preview_notice
from app.compliance.terms import clause_number
from app.compliance.views.blueprint import blueprint
from app.deposits.obligations.models import Obligation
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext, ngettext, short_organisation_name
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

_MOST_TOLD, _TITLE_LENGTH = 5, 60


@blueprint.get("/late/<int:depositor_id>/notice")
@requires(Permission.NOTICE_ISSUE)
def preview(depositor_id: int) -> Response | tuple[str, int]:
    """Show what a notice of the chosen lines will say."""
    chosen = [int(text) for text in request.args.getlist("line") if text.isdecimal() and len(text) < 19]
    if not chosen:
        flash(gettext("Choose at least one line."), "warning")
        return redirect(url_for("compliance.depositor", depositor_id=depositor_id))
    language = request.args.get("language", "")
    language = language if language in BY_CODE else settings().default_language
    form = IssueForm(formdata=None, line=chosen, language=language)
    return _page(depositor_id, chosen, form)


@blueprint.post("/late/<int:depositor_id>/notice")
@requires(Permission.NOTICE_ISSUE)
def issue(depositor_id: int) -> Response | tuple[str, int]:
    """Issue the notice; each line is checked again first."""
    form, actor, issued, left_out = IssueForm(), current_actor(), list[int](), list[str]()

    def act(at: datetime) -> str:
        made = issue_notice(
            depositor_id=depositor_id,
            obligation_ids=form.line.data or [],
            language=form.language.data,
            by=actor,
            at=at,
        )
        issued.append(made.notice.id)
        left_out.extend(_words(line, why) for line, why in made.dropped)
        return url_for("compliance.notice", notice_id=made.notice.id)

    done = perform(form, act)
    if done is None:
        return _page(depositor_id, form.line.data or [], form)
    for notice_id in issued:
        store_soon(notice_id)
    _tell(left_out)
    return done


def _words(line: Obligation, why: Dropped) -> str:
    return str(
        gettext(
            "Not in the notice: “%(title)s”, %(library)s: %(reason)s.",
            title=shorten(line.release.title, _TITLE_LENGTH, placeholder="…"),
            library=short_organisation_name(line.depository),
            reason=DROPPED[why],
        )
    )


def _tell(left_out: Sequence[str]) -> None:
    """Say which lines of the preview are not in the notice; the cookie that carries it holds only a few."""
    for words in left_out[:_MOST_TOLD]:
        flash(words, "warning")
    more = len(left_out) - _MOST_TOLD
    if more > 0:
        told = ngettext(
            "%(num)s more line is not in the notice.", "%(num)s more lines are not in the notice.", more
        )
        flash(told, "warning")


def _page(depositor_id: int, chosen: Collection[int], form: IssueForm) -> tuple[str, int]:
    found = preview_notice(
        depositor_id=depositor_id, obligation_ids=chosen, by=current_actor(), at=clock.now()
    )
    return form_page(
        "compliance/preview.html",
        form,
        preview=found,
        language=BY_CODE.get(form.language.data, BY_CODE[settings().default_language]),
        missing=sum((line.copies or 0) - line.handed_over for line in found.checked.lines),
        unreminded=count_unreminded([line.id for line in found.checked.lines]),
        reasons=DROPPED,
        clause_number=clause_number,
        language_tag=language_tag,
        today=clock.today(),
    )
