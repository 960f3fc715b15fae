"""A depositor asks: from a notice, a decision, a release, chosen lines, or all that is late or near."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import flash, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from app.compliance.requests.choosing import own_lines
from app.compliance.requests.forms import AskForm, EvidenceForm
from app.compliance.requests.queries.choices import Offer, Start, offer
from app.compliance.requests.repeating import Refused, refused_before
from app.compliance.requests.services.making import Asked, make_request
from app.compliance.requests.times import Subject, request_times
from app.compliance.requests.views.blueprint import blueprint
from app.compliance.requests.words import KINDS, MEANINGS
from app.compliance.terms import clause_number
from app.deposits.consignments.evidence.checking import LARGEST
from app.deposits.photographs import Sent
from app.domain.actor import Actor
from app.domain.requests import RequestKind, Times
from app.infra import clock
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/new")
@requires(Permission.REQUEST_MAKE)
def new() -> tuple[str, int]:
    """Show what can be asked, of which lines, and until when."""
    start = Start(
        [int(text) for text in request.args.getlist("line") if text.isdecimal() and len(text) < 19],
        _number(request.args.get("notice")),
        _number(request.args.get("against")),
        _number(request.args.get("release")),
    )
    form = AskForm(formdata=None, notice=start.notice_id or "", against=start.against_id or "")
    kind = request.args.get("kind")
    form.kind.data = RequestKind.APPEAL.value if start.against_id else kind
    return _page(form, start, chosen=None)


@blueprint.post("/new")
@requires(Permission.REQUEST_MAKE)
def make() -> Response | tuple[str, int]:
    """Ask."""
    form, actor = AskForm(), current_actor()
    notice_id, against_id = _number(form.notice.data), _number(form.against.data)

    def act(at: datetime) -> str:
        asked = Asked(
            kind=RequestKind(form.kind.data),
            obligation_ids=form.line.data or [],
            words=form.words.data or "",
            until=form.until.value,
            notice_id=notice_id,
            against_id=against_id,
            carrier=form.carrier.data or "",
            tracking=form.tracking.data or "",
            files=sent_files(form),
        )
        return url_for("requests.show", request_id=make_request(asked, by=actor, at=at).id)

    done = perform(form, act)
    if done is None:
        chosen = form.line.data or []
        return _page(form, Start(_offered(), notice_id, against_id), chosen=chosen)
    flash(
        gettext("The authority has your request. Until it answers, nobody is accused by these lines."),
        "success",
    )
    return done


def sent_files(form: AskForm | EvidenceForm) -> list[Sent]:
    """Return the files that came with a form of the two fields `photo` and `file`."""
    given = [(field.name, field.data) for field in (form.photo, form.file)]
    return [
        Sent(sent.read(), sent.filename or "", name)
        for name, sent in given
        if isinstance(sent, FileStorage) and sent.filename
    ]


def _offered() -> list[int]:
    """The lines that the page offered, so that the same are offered again when it is corrected."""
    return [int(text) for text in request.form.getlist("offered") if text.isdecimal() and len(text) < 19]


def _number(text: object) -> int | None:
    digits = str(text or "")
    return int(digits) if digits.isdecimal() and len(digits) < 19 else None


def _page(form: AskForm, start: Start, chosen: Sequence[int] | None) -> tuple[str, int]:
    actor, today = current_actor(), clock.today()
    found = offer(actor, start, today=today)
    ticked = chosen if chosen is not None else _ticked(found, start)
    return form_page(
        "requests/new.html",
        form,
        offer=found,
        chosen=ticked,
        refused=_refused(found),
        times=_times(actor, found, today),
        kinds=KINDS,
        meanings=MEANINGS,
        clause_number=clause_number,
        language_tag=language_tag,
        most=LARGEST // 1024**2,
        today=today,
    )


def _ticked(found: Offer, start: Start) -> list[int]:
    """From nowhere nothing is chosen yet; else all that can be."""
    if not (start.line_ids or start.notice_id or start.against_id or start.release_id):
        return []
    return [row.id for row in found.rows if row.pause is None]


def _refused(found: Offer) -> dict[Refused, list[str]]:
    """Decisions that refused something about the lines offered, with the titles of these."""
    titles: dict[Refused, list[str]] = {}
    named = {row.id: row.title for row in found.rows}
    for one in refused_before(list(named)) if found.against is None else ():
        titles.setdefault(one._replace(obligation_id=0), []).append(named[one.obligation_id])
    return titles


def _times(actor: Actor, found: Offer, today: date) -> dict[RequestKind, Times]:
    """Until when each kind can be asked for the lines offered: the time that ends first."""
    if not found.rows:
        return {}
    about = Subject(own_lines(actor, [row.id for row in found.rows]), found.notice, found.against)
    kinds = (RequestKind.APPEAL,) if found.against else RequestKind
    return {kind: request_times(kind, about, today) for kind in kinds}
