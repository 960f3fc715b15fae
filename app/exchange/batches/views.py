"""Pages of batches: lists of publications sent as files."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.exchange.batches import services
from app.exchange.batches.extracts import extracted_file
from app.exchange.batches.forms import AnswerForm, UndoForm, UploadForm, mapped, mapping_form, same_in_all
from app.exchange.batches.jobs import IMPORTS
from app.exchange.batches.looked import AMENDED, TOLD_APART
from app.exchange.batches.owing import (
    Counted,
    is_long,
    keep_count,
    kept_count,
    owed_by_batch,
    owed_by_releases,
)
from app.exchange.batches.plans import plan_of
from app.exchange.batches.queries import (
    batch_for,
    list_batches,
    moved_of,
    problems_called,
    problems_of,
    registered_and_standing,
)
from app.exchange.batches.returning import format_of, problems_file, returned_file
from app.exchange.batches.states import (
    OUTCOMES,
    State,
    has_titles,
    headings_of,
    mapping_of,
    not_taken,
    registered_still,
    shown,
    silent_since,
    state_of,
    to_take,
    with_warnings,
)
from app.exchange.batches.titles import titles_of_batch
from app.exchange.reading.opening import LARGEST_FILE
from app.exchange.records import TABLES, Severity
from app.exchange.template_files import template_csv, template_xlsx
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import current_language, gettext
from app.infra.jobs import wake
from app.infra.storage import keep_stream
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import Act, form_page, perform
from app.web.exports import XLSX
from app.web.pages import PAGE_ROWS, make_page, read_cursor
from app.web.sizes import takes_files_of

blueprint = Blueprint("imports", __name__)
Page = AnyResponse | tuple[str, int]
SHOWN = 100


@blueprint.get("/imports")
@requires(Permission.PUBLICATION_REGISTER)
def index() -> str:
    """List the files of one's own organisation, the newest first."""
    key = read_cursor(int)
    after = int(str(key[0])) if key else None
    found = list_batches(current_actor(), after=after, limit=PAGE_ROWS + 1)
    page = make_page(found, lambda batch: [batch.id])
    return render_template(
        "exchange/index.html", page=page, shown=shown, not_taken=not_taken, registered=registered_still
    )


@blueprint.route("/imports/new", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@takes_files_of(LARGEST_FILE)
def new() -> Page:
    """Send a file; the worker looks at it, and nothing is registered yet."""
    form = UploadForm()

    def act(at: datetime) -> str:
        sent: Any = form.file.data
        file = keep_stream(
            sent.stream, name=(sent.filename or "file")[:200], media_type="application/octet-stream", at=at
        )
        batch = services.begin_batch(
            file=file, asked=form.asked, language=current_language().code, by=current_actor(), at=at
        )
        return url_for("imports.show", batch_id=batch.id)

    done = perform(form, act)
    if done is not None:
        wake(IMPORTS)
        return done
    return form_page("exchange/new.html", form, most_mb=LARGEST_FILE // 1024**2)


@blueprint.get("/imports/<int:batch_id>")
@requires(Permission.PUBLICATION_REGISTER)
def show(batch_id: int) -> Page:
    """Show what a file holds, what is wrong with it, how far it is and what came of it."""
    return _page(batch_id, AnswerForm(formdata=None))


@blueprint.get("/imports/<int:batch_id>/titles")
@requires(Permission.PUBLICATION_REGISTER)
def titles(batch_id: int) -> str:
    """List the titles that the file has registered or changed, with what each still owes."""
    batch, key = batch_for(current_actor(), batch_id), read_cursor(int)
    found = titles_of_batch(batch.id, after=int(str(key[0])) if key else None, limit=PAGE_ROWS + 1)
    page = make_page(found, lambda row: [row.number])
    return render_template(
        "exchange/titles.html",
        batch=batch,
        page=page,
        owed=owed_by_releases({row.release_id for row in page.rows if row.release_id is not None}),
        outcomes=OUTCOMES,
    )


@blueprint.post("/imports/<int:batch_id>/accept")
@requires(Permission.PUBLICATION_REGISTER)
def accept(batch_id: int) -> Page:
    """Do what every good record says; registrations are withdrawn where that was agreed to."""
    form = AnswerForm()

    def act(at: datetime) -> str:
        withdrawals, endings = form.withdrawals.data or 0, form.endings.data or 0
        services.accept_batch(
            batch_id=batch_id, withdrawals=withdrawals, endings=endings, by=current_actor(), at=at
        )
        return url_for("imports.show", batch_id=batch_id)

    return _answered(batch_id, form, act)


@blueprint.post("/imports/<int:batch_id>/discard")
@requires(Permission.PUBLICATION_REGISTER)
def discard(batch_id: int) -> Page:
    """Put a file aside of which nothing was registered."""
    form = AnswerForm()

    def act(at: datetime) -> str:
        services.discard_batch(batch_id=batch_id, by=current_actor(), at=at)
        return url_for("imports.index")

    return _answered(batch_id, form, act)


@blueprint.route("/imports/<int:batch_id>/reading", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def reading(batch_id: int) -> Page:
    """Say how the file is to be read: what each heading means, and what is the same in all records."""
    batch = batch_for(current_actor(), batch_id)
    asked = services.asked_from(batch.asked)
    headings = headings_of(batch)
    form = mapping_form(headings, asked, {**mapping_of(batch), **asked.mapping})

    def act(at: datetime) -> str:
        services.read_otherwise(batch_id=batch_id, asked=mapped(form, headings), by=current_actor(), at=at)
        return url_for("imports.show", batch_id=batch_id)

    done = perform(form, act)
    if done is not None:
        wake(IMPORTS)
        return done
    return form_page(
        "exchange/reading.html", form, batch=batch_for(current_actor(), batch_id), headings=headings
    )


@blueprint.route("/imports/<int:batch_id>/undo", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def undo(batch_id: int) -> Page:
    """Ask why, and withdraw everything that the file has registered."""
    form = UndoForm()
    stand = registered_and_standing(batch_for(current_actor(), batch_id).id)
    if request.method == "GET" and not stand:
        flash(gettext("This file has registered nothing that could be taken back."), "info")
        return redirect(url_for("imports.show", batch_id=batch_id), 303)

    def act(at: datetime) -> str:
        services.undo_batch(batch_id=batch_id, reason=form.reason.data or "", by=current_actor(), at=at)
        return url_for("imports.show", batch_id=batch_id)

    done = perform(form, act)
    if done is not None:
        flash(gettext("The registrations of this file are withdrawn."), "success")
        return done
    batch = batch_for(current_actor(), batch_id)
    moved = moved_of(batch.id, limit=SHOWN + 1)
    return form_page(
        "exchange/undo.html", form, batch=batch, stand=stand, moved=moved[:SHOWN], more=len(moved) > SHOWN
    )


@blueprint.get("/imports/<int:batch_id>/problems.csv")
@requires(Permission.PUBLICATION_REGISTER)
def problems(batch_id: int) -> Response:
    """Send everything that is wrong or doubtful in the file."""
    return problems_file(batch_for(current_actor(), batch_id))


@blueprint.get("/imports/<int:batch_id>/returned")
@requires(Permission.PUBLICATION_REGISTER)
def returned(batch_id: int) -> Response:
    """Send back the records that were not taken, as they came, each with what is wrong."""
    return returned_file(batch_for(current_actor(), batch_id))


@blueprint.get("/imports/<int:batch_id>/records")
@requires(Permission.PUBLICATION_REGISTER)
def records(batch_id: int) -> Response:
    """Send back the records of a message that were not taken, in its own format."""
    return extracted_file(batch_for(current_actor(), batch_id))


@blueprint.get("/imports/template.csv")
@requires(Permission.PUBLICATION_REGISTER)
def csv_template() -> Response:
    """Give a table to fill in, as CSV."""
    return _file(template_csv(), "text/csv; charset=utf-8", "publications.csv")


@blueprint.get("/imports/template.xlsx")
@requires(Permission.PUBLICATION_REGISTER)
def xlsx_template() -> Response:
    """Give a table to fill in, as a workbook."""
    return _file(template_xlsx(), XLSX, "publications.xlsx")


def _file(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _answered(batch_id: int, form: AnswerForm, act: Act) -> Page:
    done = perform(form, act)
    if done is None:
        return _page(batch_id, form)
    wake(IMPORTS)
    return done


def _page(batch_id: int, form: AnswerForm) -> tuple[str, int]:
    counted = _counted(batch_id)
    batch = batch_for(current_actor(), batch_id)
    state, (name, sign) = state_of(batch), shown(batch)
    errors = problems_of(batch.id, Severity.ERROR, limit=SHOWN + 1)
    warnings = problems_of(batch.id, Severity.WARNING, but=TOLD_APART, limit=SHOWN + 1)
    page = render_template(
        "exchange/batch.html",
        form=form,
        batch=batch,
        state=state,
        name=name,
        sign=sign,
        plan=plan_of(batch, limit=SHOWN),
        to_take=to_take(batch) if state is State.READY else 0,
        not_taken=not_taken(batch),
        with_warnings=with_warnings(batch),
        silent=silent_since(batch, at=clock.now()),
        amended=problems_called(batch.id, AMENDED, limit=SHOWN) if batch.amended else (),
        errors=errors[:SHOWN],
        warnings=warnings[:SHOWN],
        more=len(errors) > SHOWN or len(warnings) > SHOWN,
        is_table=format_of(batch) in TABLES,
        may_read_otherwise=state in (State.READY, State.FAILED),
        head=batch.head or {},
        same_in_all=same_in_all(services.asked_from(batch.asked)),
        counted=counted,
        has_titles=state is State.FINISHED and has_titles(batch),
        may_undo=state is State.FINISHED and registered_and_standing(batch.id) > 0,
    )
    return page, 422 if form.errors else 200


def _counted(batch_id: int) -> Counted | None:
    """What the titles of a batch owe; of many titles the count is kept, which nobody waits for."""
    batch, at = batch_for(current_actor(), batch_id), clock.now()
    if state_of(batch) is not State.FINISHED or not batch.registered:
        return None
    kept = kept_count(batch, at=at)
    if kept is not None:
        return kept
    long, owed = is_long(batch), owed_by_batch(batch.id, today=clock.local_day(at))
    if long:
        with transaction():
            keep_count(batch_id=batch_id, owed=owed, at=at)
    return Counted(owed, at)
