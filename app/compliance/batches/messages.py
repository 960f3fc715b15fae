"""What refusals and acts of batches say, and what to do."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "notice_batch.empty": _(
            "Nobody of this selection can be noticed. Choose depositors with late lines that no notice names."
        ),
        "notice_batch.moved_on": _(
            "The batch has moved on meanwhile. Look at the page again to see how it stands."
        ),
        "notice_batch.no_right": _(
            "Who started the batch may not issue notices any more. Another inspector can try again."
        ),
        "notice_batch.same_person": _(
            "The rules ask that a second person countersigns these notices. You prepared the batch, so a"
            " colleague has to start it."
        ),
        "notice_batch.broken": _(
            "An unexpected mistake, noted in the log. Try again; should it stay, tell the administrator."
        ),
    }
)

SENTENCES = {
    "notice_batch.prepared": _("Batch of notices prepared for %(depositors)s depositors"),
    "notice_batch.started": _("Batch of notices started"),
    "notice_batch.paused": _("Batch of notices paused"),
    "notice_batch.resumed": _("Batch of notices resumed"),
    "notice_batch.stopped": _("Batch of notices stopped"),
    "notice_batch.retried": _("Another try for the notices of a batch that failed"),
    "notice_batch.finished": _("Batch of notices finished: %(issued)s issued, %(failed)s failed"),
    "notice_batch.printed": _("Print file of a batch made, %(pages)s pages"),
}
