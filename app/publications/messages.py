"""What the refusals of this slice, and of the core it asks, say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "isbn.malformed": _("Write an ISBN of 13 or 10 characters, for example 978-9943-7251-3-3."),
        "isbn.prefix": _("This is no ISBN: its 13 digits must begin with 978 or 979."),
        "registration.closed": _("This has been registered already. You will find it in your publications."),
        "registration.changed_elsewhere": _(
            "This draft was changed in another window. Compare below what is saved there. "
            "Continue to save what you see here, or load the newer answers."
        ),
        "registration.changed_since": _(
            "This draft was changed in another window since you looked at it. What is saved now stands "
            "below: check it again."
        ),
        "registration.confirmed_otherwise": _(
            "This draft was confirmed meanwhile, by somebody else or in another window, with other answers. "
            "Nothing of what you sent here was saved."
        ),
        "registration.mistaken": _("A step still has mistakes. Correct them first."),
        "registration.likely_duplicate": _(
            "This may be registered already: see what is listed below. If it is something else, tick that it "
            "is, and register it."
        ),
        "registration.incomplete": _("Some answers without which nothing can be registered are missing."),
        "registration.print_run": _("The print run must be at least 1. Leave it empty if it is not known."),
        "registration.pages": _("There must be at least 1 page. Leave it empty if it is not known."),
        "registration.printer": _("This printing house is not in the register any more. Choose another."),
        "registration.imprint": _("This imprint is not yours. Choose one of the list, or none."),
        "registration.identifier_reason": _(
            "The number %(number)s is wrong, or belongs to another title or publisher, and no reason says "
            "why. Correct it, or write beside it why it is so."
        ),
        "registration.deposit_reason": _(
            "You answered that copies of the earlier edition were deposited, and no reason says why. "
            "%(said)s Go back to “This release”: write why it is so, or correct the answer."
        ),
        "registration.detail": _("One of the answers cannot be so (%(detail)s). Correct it or leave it out."),
        "identifier.another_scheme": _(
            "This is a number of another scheme: %(other)s. "
            "Choose it beside the number if it is offered there, or write the right number."
        ),
        "ismn.malformed": _("Write an ISMN of 13 digits, for example %(example)s."),
        "issn.malformed": _("Write an ISSN of 8 characters, for example 2091-7368."),
        "doi.malformed": _("Write the whole DOI, for example %(example)s."),
        "urn.malformed": _("Write the whole URN, for example %(example)s."),
        "isrc.malformed": _("Write an ISRC of 12 characters, for example %(example)s."),
        "isan.malformed": _("Write an ISAN of 16 or 24 characters, for example %(example)s."),
        "eidr.malformed": _("Write the whole EIDR, for example %(example)s."),
        "standard.malformed": _("Write letters and number of the standard, for example %(example)s."),
        "patent.malformed": _("Write the number of the patent, for example %(example)s."),
        "own.malformed": _("Write the number in at most 100 characters, for example %(example)s."),
        "release.changed_meanwhile": _(
            "Somebody else has amended this release meanwhile. Put this draft aside and begin again."
        ),
        "release.withdrawn": _("The registration of this release was withdrawn. It says nothing any more."),
        "release.reason_missing": _("Write why the registration is withdrawn."),
        "release.moved": _(
            "Copies of this release have been sent or received, lie in a parcel, wait as a file, or are "
            "named in a notice: its registration cannot be withdrawn. Cancel the parcel first if it has not "
            "been sent, take the file back, or amend the release instead."
        ),
        "release.nothing_to_amend": _("Nothing has been changed yet. Change an answer first."),
    }
)

SENTENCES = {
    "draft.started": _("Registration begun"),
    "draft.saved": _("Answers saved"),
    "draft.discarded": _("Draft discarded"),
    "release.registered": _("Release registered: %(title)s"),
    "release.amended": _("Release amended"),
    "release.withdrawn": _("Registration withdrawn: %(reason)s"),
}
