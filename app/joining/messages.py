"""What refusals and acts of this slice say to a person, and what its states are called."""

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _
from app.joining.standing import Standing
from app.web.messages import add_messages

add_messages(
    {
        "application.kind_unfit": _("Choose what your organisation is."),
        "application.choose_record": _(
            "Records like yours exist already. Say which is yours, or why none is."
        ),
        "application.stir_registered": _(
            "This TIN is registered here already. Choose the record as yours, or correct the TIN."
        ),
        "application.claim_unfit": _("Choose one of the records shown, or none of them."),
        "application.has_people": _(
            "People of this organisation work here already. Ask them to invite you, or write to the "
            "authority."
        ),
        "application.too_many": _(
            "There were too many applications with this e-mail. Open the address in the letters you were "
            "sent (“Send the letter again” on the page “Join Nusxa”), or try again after %(until)s."
        ),
        "application.email_taken": _(
            "Somebody signs in with this e-mail already. Sign in, or apply with another e-mail."
        ),
        "application.not_asked": _(
            "Nothing is asked of you now. Open the application again to see where it stands."
        ),
        "application.waits": _(
            "Such an application waits for an answer since %(since)s already; a second one is not needed. To "
            "see where it stands, open the address in the letters about it; if they are lost, choose “Send "
            "the letter again” on the page “Join Nusxa”."
        ),
        "application.approved": _("%(by)s has approved this application on %(at)s. Nothing is left to do."),
        "application.refused": _(
            "%(by)s has refused this application on %(at)s, and the applicant was told why. Nothing is left "
            "to do."
        ),
        "application.asked_since": _(
            "The applicant was asked something on %(at)s, after you opened this page. Read the question, "
            "then decide."
        ),
        "application.answered_since": _(
            "The applicant has corrected the application on %(at)s, after you opened this page. Read it "
            "again, then decide."
        ),
        "application.claim_tin_differs": _(
            "That record has TIN %(known)s, and you write %(said)s. Correct the TIN, choose another answer, "
            "or say below why the record is yours all the same."
        ),
        "application.claim_undecided": _(
            "The record that is claimed has another TIN than the applicant. Say which of the two it is, ask "
            "the applicant, or refuse."
        ),
        "application.record_changed": _(
            "The record has changed since you opened this page: somebody joined it, or its TIN is another "
            "now. Read what stands here now, then decide."
        ),
        "application.alike_since": _(
            "Since you opened this page a record or an application that is like this one has been added. See "
            "what is listed now, then decide."
        ),
        "application.stir_free": _(
            "No other organisation has this TIN now. Open the application again, then decide."
        ),
        "application.reason_missing": _("Write the reason; the applicant reads it."),
        "application.question_missing": _("Write the question; the applicant reads it."),
    }
)

SENTENCES = {
    "application.submitted": _("Application to join made: %(name)s"),
    "application.confirmed": _("E-mail of an application confirmed"),
    "application.link_sent_again": _("Letter with the link to the application sent again"),
    "application.answered": _("Application corrected and sent again: %(name)s"),
    "application.asked_back": _("Applicant asked: %(question)s"),
    "application.approved": _("Application approved: %(name)s"),
    "application.added": _(
        "Application of %(name)s: its applicant works for %(organisation)s now, which has the TIN"
    ),
    "application.refused": _("Application refused: %(reason)s"),
}

STANDINGS: dict[Standing, tuple[str, LazyString]] = {
    Standing.UNCONFIRMED: ("draft", _("E-mail not confirmed")),
    Standing.WAITING: ("open", _("Waits for the authority")),
    Standing.ASKED: ("unannounced", _("Waits for the applicant")),
    Standing.APPROVED: ("confirmed", _("Approved")),
    Standing.REFUSED: ("cancelled", _("Refused")),
}
"""The sign of each state, and its word."""
