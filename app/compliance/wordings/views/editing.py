"""The texts of a draft, edited, and seen on paper."""

import io
from datetime import datetime

from flask import flash, send_file, url_for
from werkzeug.wrappers import Response

from app.compliance.wordings.forms import TextsForm, texts_form
from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.naming import GROUP_NAMES
from app.compliance.wordings.queries import wording_by_id
from app.compliance.wordings.samples import sample_pdf
from app.compliance.wordings.services.drafting import change_wording
from app.compliance.wordings.slots import whole
from app.compliance.wordings.states import State, state_of
from app.compliance.wordings.views.blueprint import blueprint
from app.domain.wordings import tidied
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext
from app.infra.wording import Texts
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.route("/<int:wording_id>/edit", methods=["GET", "POST"])
@requires(Permission.NOTICE_WORDING)
def edit(wording_id: int) -> Response | tuple[str, int]:
    """Edit the texts of a draft; what another saved meanwhile is not written over unseen."""
    form, actor = _form(wording_by_id(wording_id)), current_actor()

    def act(at: datetime) -> str:
        seen = form.seen.data or ""
        change_wording(wording_id=wording_id, texts=form.texts(), seen=seen, by=actor, at=at)
        return url_for("wordings.show", wording_id=wording_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The draft is saved."), "success")
        return done
    wording = wording_by_id(wording_id)
    if form.form_errors:
        form.seen.data = wording.sha256  # who compares and saves once more means it
    return _page(wording, form)


@blueprint.post("/<int:wording_id>/preview")
@requires(Permission.NOTICE_WORDING)
def preview(wording_id: int) -> Response | tuple[str, int]:
    """Show what was typed on paper, without saving it."""
    wording = wording_by_id(wording_id)
    form = _form(wording)
    if not form.validate_on_submit():
        return _page(wording, form)
    return _paper({key: tidied(text) for key, text in form.texts().items()}, wording.language)


@blueprint.get("/<int:wording_id>/preview.pdf")
@requires(Permission.NOTICE_WORDING)
def paper(wording_id: int) -> Response:
    """Show a draft or version on paper, with invented data."""
    wording = wording_by_id(wording_id)
    return _paper(whole(wording.texts, wording.language), wording.language)


def _paper(texts: Texts, language: str) -> Response:
    content = io.BytesIO(sample_pdf(texts, language, at=clock.now()))
    return send_file(content, "application/pdf", download_name=f"sample-notice-{language}.pdf")


def _form(wording: NoticeWording) -> TextsForm:
    return texts_form(wording.language, whole(wording.texts, wording.language), wording.sha256)


def _page(wording: NoticeWording, form: TextsForm) -> tuple[str, int]:
    return form_page(
        "wordings/edit.html",
        form,
        wording=wording,
        language=BY_CODE[wording.language],
        group_names=GROUP_NAMES,
        editable=state_of(wording, (), clock.today()) is State.DRAFT,
    )
