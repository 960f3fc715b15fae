"""What refusals and acts of compliance say, and what to do."""

from flask_babel import LazyString

from app.compliance.checking import Dropped
from app.compliance.standing import NoticeStatus
from app.infra.i18n import lazy_gettext as _
from app.infra.signing.trouble import Trouble
from app.web.messages import add_messages

add_messages(
    {
        "notice.nothing_left": _(
            "No notice was issued: none of the chosen lines stands any more. Below each line says why."
        ),
        "notice.changed": _(
            "Nothing was issued: something about the lines changed meanwhile. Look at the figures as they"
            " stand now, and confirm them."
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
        "notice.one_person": _(
            "The rule set %(rules)s asks that a second person countersigns a notice, so nobody issues one"
            " alone. Propose it, and let a colleague countersign."
        ),
        "notice.reason_missing": _("Write why the notice is withdrawn; the depositor reads it."),
        "notice.appeal_waits": _(
            "An appeal against this notice waits for an answer. Let another official decide it first, or"
            " withdraw the notice without a new one."
        ),
        "notice.withdrawn_already": _("The notice has been withdrawn already."),
        "notice.case_settled": _(
            "Case %(number)s, to which the notice belongs, is settled. Reopen the case first, with a reason;"
            " or withdraw the notice."
        ),
        "notice.cannot_sign": _(
            "No notice was issued: the signing key that is set up cannot be used, so its paper could not be"
            " made. The page of notices says why. Ask the administrator to mend it, then try again."
        ),
        "paper.cannot_sign": _(
            "Nothing was issued: the signing key that is set up cannot be used, so the paper could not be"
            " made. Ask the administrator to mend it, then try again."
        ),
        "notice.none_chosen": _("Choose at least one line."),
    }
)

SENTENCES = {
    "notice.issued": _("Notice %(number)s issued; copies missing: %(copies)s"),
    "notice.withdrawn": _("Notice %(number)s withdrawn: %(reason)s"),
    "notice.replaced": _("Notice %(number)s replaced by %(replaced_by)s"),
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
    Dropped.EXCUSED: _("excused by a decision of the authority"),
    Dropped.EXTENDED: _("more time was given, which is not over"),
    Dropped.DISPUTED: _("a request of the depositor about it waits for an answer"),
    Dropped.UPHELD: _("an objection of the depositor was accepted"),
    Dropped.NOTICED: _("named in a notice that is in force"),
    Dropped.OTHER_RULES: _("rests on another rule set: issue a notice of its own"),
}

STATUSES: dict[NoticeStatus, LazyString] = {
    NoticeStatus.LIVE: _("In force"),
    NoticeStatus.SPARED: _("In dispute or given time"),
    NoticeStatus.CURED: _("Cured"),
    NoticeStatus.LAPSED: _("Asked for no longer"),
    NoticeStatus.SUPERSEDED: _("Superseded"),
    NoticeStatus.WITHDRAWN: _("Withdrawn"),
}

USABLE_KEY = _("It can sign.")
UNMADE_PAPERS = _(
    "It can sign, but papers could not be made for more than a quarter of an hour. Look whether the"
    " time-stamp authority answers, and into the log of the worker."
)
NO_KEY = _("None is set up: papers of the authority are issued unsigned.")
TROUBLES: dict[Trouble, LazyString] = {
    Trouble.UNREADABLE: _("The file of the signing key cannot be read. Look at NUSXA_SIGNING_KEY."),
    Trouble.PASSPHRASE: _("The passphrase does not open the signing key."),
    Trouble.MISMATCHED: _("The file of the signing key holds no key with a certificate that belongs to it."),
    Trouble.UNFIT: _("The certificate of the signing key is not made for signing documents."),
    Trouble.NOT_YET_VALID: _("The certificate of the signing key is not valid yet."),
    Trouble.EXPIRED: _("The certificate of the signing key has expired."),
    Trouble.DEMONSTRATION: _("The signing key is that of a demonstration; in production it signs nothing."),
    Trouble.NO_TIME_STAMP: _("The time-stamp authority gives no stamp."),
}
