"""Texts of the notice: what is in force, every version and draft, and how one is begun."""

from datetime import datetime

from flask import request, url_for
from werkzeug.wrappers import Response

from app.compliance.wordings.cyrillic import CYRILLIC, LATIN, rests_on_others
from app.compliance.wordings.forms import BeginForm
from app.compliance.wordings.queries import in_force_by_language, list_wordings
from app.compliance.wordings.services.drafting import begin_wording
from app.compliance.wordings.states import NAMES, SIGNS, state_of
from app.compliance.wordings.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import BY_CODE
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import choices_of
from app.web.pages import PAGE_ROWS, make_page, read_cursor

LANGUAGE_CHOICES = [(language.code, language.title) for language in BY_CODE.values()]


@blueprint.get("")
@requires(Permission.NOTICE_WORDING)
def index() -> tuple[str, int]:
    """List versions and drafts, the last begun first."""
    return _page(_form(sent=False))


@blueprint.post("")
@requires(Permission.NOTICE_WORDING)
def begin() -> Response | tuple[str, int]:
    """Begin a draft with the texts in force."""
    form, actor = _form(sent=True), current_actor()

    def act(at: datetime) -> str:
        begun = begin_wording(language=form.language.data, by=actor, at=at)
        return url_for("wordings.edit", wording_id=begun.id)

    return perform(form, act) or _page(form)


def _form(*, sent: bool) -> BeginForm:
    form = BeginForm() if sent else BeginForm(formdata=None)
    form.language.choices = choices_of(LANGUAGE_CHOICES)
    return form


def _page(form: BeginForm) -> tuple[str, int]:
    today, language = clock.today(), request.args.get("language", "")
    language = language if language in BY_CODE else ""
    key = read_cursor(int)
    before = int(str(key[0])) if key else None
    in_force = in_force_by_language(today)
    found = list_wordings(language=language, before=before, limit=PAGE_ROWS + 1)
    ids = {wording.id for wording in in_force.values() if wording is not None}
    return form_page(
        "wordings/index.html",
        form,
        page=make_page([(row, state_of(row, ids, today)) for row in found], lambda row: [row[0].id]),
        in_force=in_force,
        stale=rests_on_others(in_force[LATIN], in_force[CYRILLIC]),
        by_language=BY_CODE,
        language=language,
        language_choices=LANGUAGE_CHOICES,
        names=NAMES,
        signs=SIGNS,
    )
