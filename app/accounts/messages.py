"""What refusals and acts of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "sign_in.wrong": _("The e-mail or the password is not right. Check both and try again."),
        "sign_in.too_many": _("There were too many attempts to sign in. Try again after %(until)s."),
        "password.wrong": _("This is not your present password."),
        "password.same": _("This is your present password. Choose another one."),
        "password.short": _("Use at least %(shortest)s characters; a few words are easy to remember."),
        "password.long": _("Use at most %(longest)s characters."),
        "password.is_email": _("Choose a password that is not your e-mail."),
        "password.common": _("This password is easily guessed. Choose another, for example a few words."),
        "reset.link_dead": _("This link was used or is too old. Ask for a new one."),
        "account.email_taken": _("There is an account with this e-mail already."),
        "account.organisation_needed": _("Choose the organisation to which this person belongs."),
        "account.organisation_unfit": _(
            "This organisation does not fit the role: a librarian belongs to a library, a depositor to an "
            "organisation that owes copies."
        ),
        "account.region_unfit": _("Only a regulator is bound to a region. Leave the region empty."),
        "account.own_deactivation": _("You cannot close your own account. Ask another administrator."),
        "account.already_deactivated": _("This account is closed already."),
        "colleague.oneself": _(
            "You cannot do this to yourself. Ask a colleague who manages the organisation."
        ),
        "colleague.last_of_record": _(
            "%(name)s comes from a record that was merged with yours and is the only one who manages it. Let "
            "another person of that record manage it first, or ask an administrator."
        ),
        "account.already_active": _("This account is open already."),
    }
)

SENTENCES = {
    "account.created": _("Account created: %(email)s"),
    "account.invited": _("Link to set the first password sent"),
    "account.deactivated": _("Account closed"),
    "account.reactivated": _("Account opened again"),
    "account.manager_changed": _("Post in the organisation changed"),
    "account.signed_in": _("Signed in"),
    "account.signed_out": _("Signed out"),
    "account.session_revoked": _("Session ended from another device"),
    "account.password_changed": _("Password changed"),
    "account.password_reset": _("Password set through a link"),
    "account.reset_requested": _("Link to set a new password asked for"),
    "account.language_changed": _("Language changed"),
    "account.name_ru_changed": _("Name in Russian papers changed: %(written)s"),
    "account.feed_opened": _("Address of the calendar of dates made"),
    "account.feed_closed": _("Address of the calendar of dates closed"),
}
