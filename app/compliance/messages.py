"""What refusals and acts of compliance say, and what to do."""

from flask_babel import LazyString

from app.compliance.checking import Dropped
from app.compliance.standing import NoticeStatus
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "notice.nothing_left": _(
            "No notice was issued: none of the chosen lines stands any more. Below each line says why."
        ),
        "notice.hypothetical_law": _(
            "The rule set %(rules)s is hypothetical: notices rest on it in a demonstration only."
        ),
        "notice.no_terms": _(
            "The rule set %(rules)s does not say how long a depositor has to put things right and to object."
            " Complete it first."
        ),
        "notice.no_authority": _(
            "No authority is registered, so nobody can issue a notice. Ask the administrator to add it."
        ),
        "notice.language": _("Choose a language of the list."),
        "notice.reason_missing": _("Write why the notice is withdrawn; the depositor reads it."),
        "notice.withdrawn_already": _("The notice has been withdrawn already."),
        "notice.none_chosen": _("Choose at least one line."),
    }
)

SENTENCES = {
    "notice.issued": _("Notice %(number)s issued; copies missing: %(copies)s"),
    "notice.withdrawn": _("Notice %(number)s withdrawn: %(reason)s"),
    "notice.filed": _("File of notice %(number)s kept"),
}

DROPPED: dict[Dropped, LazyString] = {
    Dropped.CANCELLED: _("no longer owed"),
    Dropped.RECEIVED: _("received meanwhile"),
    Dropped.UNKNOWN: _("the number of copies is not known"),
    Dropped.NOT_LATE: _("not late any more"),
    Dropped.PROVISIONAL: _(
        "the due date is provisional: it rests on an estimated holiday or a closure of the library"
    ),
    Dropped.NOTICED: _("named in a notice that is in force"),
    Dropped.OTHER_RULES: _("rests on another rule set: issue a notice of its own"),
}

STATUSES: dict[NoticeStatus, LazyString] = {
    NoticeStatus.LIVE: _("In force"),
    NoticeStatus.CURED: _("Cured"),
    NoticeStatus.LAPSED: _("No longer owed"),
    NoticeStatus.WITHDRAWN: _("Withdrawn"),
}
