"""Pages of deposited files: the depositor uploads, the library accepts or refuses."""

from datetime import datetime

from flask import Blueprint, Response, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.receiving.jobs import STORE_PAPERS
from app.edeposit import letters, messages, queries, services
from app.edeposit.forms import AcceptForm, RefuseForm, UploadForm
from app.infra.jobs import wake
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.files import uploaded_file
from app.web.forms import PageForm

__all__ = ["blueprint", "messages"]

blueprint = Blueprint("edeposit", __name__)


@blueprint.route("/obligations/<int:obligation_id>/file", methods=["GET", "POST"])
@requires(Permission.FILE_DEPOSIT)
def upload(obligation_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Upload the file that is owed, and see what became of those sent before."""
    form, actor = UploadForm(), current_actor()

    def act(at: datetime) -> str:
        given = form.file.data
        services.upload_file(
            obligation_id=obligation_id, content=given.read(), name=given.filename or "", by=actor, at=at
        )
        return url_for("edeposit.upload", obligation_id=obligation_id)

    done = perform(form, act)
    if done is not None:
        return done
    obligation, files = queries.fileable_obligation(actor, obligation_id), queries.files_of(obligation_id)
    return form_page(
        "edeposit/upload.html",
        form,
        obligation=obligation,
        files=files,
        elsewhere=queries.same_file_for_others(actor, files, release_id=obligation.release_id),
        most=settings().upload_limit // 1024**2,
    )


@blueprint.get("/files")
@requires(Permission.FILE_ACCEPT)
def waiting() -> str:
    """List the files that wait for the library."""
    return render_template("edeposit/waiting.html", files=queries.waiting_files(current_actor()))


@blueprint.get("/files/<int:deposited_id>")
@requires(Permission.FILE_READ)
def show(deposited_id: int) -> tuple[str, int]:
    """Show one file."""
    return _page(deposited_id, RefuseForm(formdata=None))


@blueprint.get("/files/<int:deposited_id>/download")
@requires(Permission.FILE_READ)
def download(deposited_id: int) -> Response:
    """Give the bytes, to be saved and never shown: they come from outside."""
    file = queries.file_for(current_actor(), deposited_id).file
    return uploaded_file(file, "attachment")


@blueprint.post("/files/<int:deposited_id>/accept")
@requires(Permission.FILE_ACCEPT)
def accept(deposited_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Take the file in; its receipt follows."""
    form = AcceptForm()

    def act(at: datetime) -> str:
        receipt = services.accept_file(deposited_id=deposited_id, by=current_actor(), at=at)
        return url_for("receiving.receipt", number=receipt.number)

    done = perform(form, act)
    if done is None:
        return _page(deposited_id, form)
    wake(STORE_PAPERS)
    return done


@blueprint.post("/files/<int:deposited_id>/refuse")
@requires(Permission.FILE_ACCEPT)
def refuse(deposited_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Refuse the file with a reason; the depositor is told."""
    form = RefuseForm()

    def act(at: datetime) -> str:
        actor = current_actor()
        services.refuse_file(deposited_id=deposited_id, reason=form.reason.data or "", by=actor, at=at)
        letters.send_refusal(queries.file_for(actor, deposited_id), at=at)
        return url_for("edeposit.waiting")

    return perform(form, act) or _page(deposited_id, form)


@blueprint.post("/files/<int:deposited_id>/take-back")
@requires(Permission.FILE_DEPOSIT)
def take_back(deposited_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Take one's own file back before the library has answered."""
    form = PageForm()

    def act(at: datetime) -> str:
        ended = services.take_back_file(deposited_id=deposited_id, by=current_actor(), at=at)
        return url_for("edeposit.upload", obligation_id=ended.obligation_id)

    return perform(form, act) or _page(deposited_id, form)


@blueprint.post("/files/<int:deposited_id>/set-aside")
@requires(Permission.FILE_ACCEPT)
def set_aside(deposited_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Let a file wait no longer that nothing is owed for any more."""
    form = PageForm()

    def act(at: datetime) -> str:
        services.set_aside_file(deposited_id=deposited_id, by=current_actor(), at=at)
        return url_for("edeposit.waiting")

    return perform(form, act) or _page(deposited_id, form)


def _page(deposited_id: int, form: PageForm) -> tuple[str, int]:
    actor = current_actor()
    deposited = queries.file_for(actor, deposited_id)
    release_id = deposited.obligation.release_id
    return form_page(
        "edeposit/file.html",
        form,
        deposited=deposited,
        elsewhere=queries.same_file_for_others(actor, [deposited], release_id=release_id),
        refuse_form=form if isinstance(form, RefuseForm) else RefuseForm(formdata=None),
        accept_form=AcceptForm(formdata=None),
        may_decide=deposited.decided_at is None and may(actor, Permission.FILE_ACCEPT),
        may_take_back=deposited.decided_at is None
        and may(actor, Permission.FILE_DEPOSIT)
        and deposited.obligation.depositor_id in actor.organisation_ids,
    )
