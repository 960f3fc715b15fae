"""What refusals of batches say, and what acts on them are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "exchange.organisation_missing": _("Only an account of an organisation can send files."),
        "exchange.too_late": _(
            "This file has moved on meanwhile. Look at the page again to see how it stands."
        ),
        "exchange.nothing_to_take": _("No record of this file is without errors. Mend it and send it again."),
        "exchange.taken_over": _("Another worker has taken this file up."),
        "exchange.number_of_own_title": _(
            "%(scheme)s %(number)s stands on your title “%(title)s” in the register already. Correct it, "
            "register a reprint on the page of that title, or give the reason."
        ),
        "exchange.number_of_another": _(
            "%(scheme)s %(number)s stands in the register already, on “%(title)s” of %(publisher)s. Correct "
            "it, or give the reason."
        ),
        "exchange.likely_registered": _(
            "This seems to be registered already: %(registered)s. If it is another title, write “yes” in the "
            "column “%(name)s” (%(column)s), or say so of every record under “Read it otherwise”."
        ),
        "exchange.undecided": _(
            "What this title owes stays undecided: not known is %(facts)s. Add it to the file, or say one "
            "value for every record where you say how the file is read."
        ),
        "exchange.would_amend": _("The registration of “%(title)s” would be amended: %(account)s"),
        "exchange.changed_twice": _(
            "Record %(other)s of the message changes “%(title)s” too. Both changes are made, in the order of "
            "the message; where they differ, this one stays. Check that it is right."
        ),
        "exchange.would_end": _(
            "The registration of “%(title)s” would be amended, and duties would end or be eased: %(account)s"
        ),
        "exchange.amended": _("The registration of “%(title)s” was amended: %(account)s"),
        "exchange.ending_not_agreed": _(
            "The registration of “%(title)s” stays as it was: the record would end duties or ease them, and "
            "nobody agreed to that when the file was accepted. Send the record again and agree, or amend the "
            "title on its page. It would change: %(account)s"
        ),
        "exchange.number_lost": _(
            "“%(title)s” would become “%(kind)s”, on which %(number)s cannot stand, and the number would be "
            "lost. Correct the kind, or amend the title on its page."
        ),
        "exchange.would_withdraw": _("The registration of “%(title)s” would be withdrawn."),
        "exchange.agreement_missing": _(
            "Tick that it is to be done to the titles named, or put the file aside: it does nothing else."
        ),
        "exchange.not_agreed": _(
            "The registration of “%(title)s” stays: nobody agreed to withdraw it when the file was accepted. "
            "Send the record again and agree, or withdraw it on the page of the title."
        ),
        "exchange.title_in_parcel": _(
            "Copies of “%(title)s” lie in the parcel %(parcel)s or came in it, so its registration cannot be "
            "withdrawn. Cancel the parcel first if it has not been sent, or amend the title instead."
        ),
        "exchange.title_moved": _(
            "Copies of “%(title)s” have been received, a file of it waits for its library, or a notice names "
            "it, so its registration cannot be withdrawn. Amend the title instead."
        ),
        "exchange.batch_moved": _(
            "Copies of these titles have been received or lie in the parcel named, a file of them waits, or "
            "a notice names them: %(titles)s. Cancel parcels that have not been sent; else withdraw the "
            "other titles on their own pages."
        ),
        "exchange.nothing_to_undo": _("This file has registered nothing that could be taken back."),
        "exchange.given_up": _(
            "The work on this file was cut off several times and given up. Send the file again, or ask the "
            "administrator to look into the log."
        ),
        "exchange.unknown_number": _(
            "None of your registered titles carries this number. Register the title first, or correct the "
            "number."
        ),
        "exchange.imprint_unknown": _(
            "“%(written)s” is none of your imprints, so the title was registered under your own name. "
            "There are: %(known)s. Add the imprint to your organisation and amend the title."
        ),
        "exchange.number_in_register": _(
            "The number %(number)s was in the register already: “%(title)s”, %(publisher)s. The title was "
            "registered for the reason given with the number; see whether that reason says why it is the "
            "same."
        ),
        "exchange.deposit_reason": _(
            "The record says that copies of the earlier edition were deposited. %(said)s Write in the column "
            "“%(name)s” (%(column)s) why it is so, or say it of every record under “Read it otherwise”; or "
            "correct the answer."
        ),
        "exchange.issues_announced": _(
            "An issue of “%(title)s” has been announced since, so the file cannot be taken back as a whole. "
            "Withdraw single titles on their own pages."
        ),
        "exchange.periodical_by_hand": _(
            "A periodical that is registered is changed or withdrawn on its own page."
        ),
        "exchange.periodical_likely": _(
            "“%(title)s” is among your periodicals already: the same title in the same language on the same "
            "carrier, and no ISSN tells the two apart. If it is another title, write “yes” in the column "
            "“%(name)s” (%(column)s), or say so of every record under “Read it otherwise”. If it is the "
            "same, leave it out of the file; where it was registered twice, withdraw one of them on its own "
            "page."
        ),
        "exchange.several_titles": _(
            "Several of your titles carry this number. Amend the one that is meant by hand."
        ),
    }
)

SENTENCES = {
    "import.begun": _("File sent: %(file)s"),
    "import.read_otherwise": _("File to be read otherwise"),
    "import.checked": _("File read: %(read)s records, %(accepted)s without errors, %(refused)s with"),
    "import.accepted": _("File accepted, %(records)s records to be registered"),
    "import.taken": _("Registered from the file %(file)s"),
    "import.amended": _("Amended by the file %(file)s"),
    "import.withdrawn": _("Withdrawn by the file %(file)s"),
    "import.finished": _(
        "File dealt with: %(registered)s registered, %(known)s sent before, %(declined)s not taken"
    ),
    "import.failed": _("File could not be dealt with"),
    "import.discarded": _("File put aside"),
    "import.undone": _("File taken back, %(releases)s registrations withdrawn: %(reason)s"),
}
