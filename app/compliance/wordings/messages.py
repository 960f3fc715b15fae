"""What refusals and acts of the texts of the notice say."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

PROBLEMS = {
    "wording.empty": _("“%(key)s” is empty. Write a text."),
    "wording.unknown_key": _("There is no text “%(key)s” in the notice. Remove it."),
    "wording.value_missing": _(
        "“%(key)s”, line %(line)s: %(value)s is missing. Write it where the value shall stand."
    ),
    "wording.value_unknown": _(
        "“%(key)s”, line %(line)s: there is no value %(value)s here. Use only: %(allowed)s."
    ),
    "wording.brace": _(
        "“%(key)s”, line %(line)s: braces stand around a value and nowhere else. Use only: %(allowed)s."
    ),
    "wording.no_values": _(
        "“%(key)s”, line %(line)s: no value stands in this text. Remove the braces and what is in them."
    ),
    "wording.markup": _(
        "“%(key)s”, line %(line)s: a text is plain words. Remove < > \\ and whatever loads a file or runs."
    ),
    "wording.bracket": _(
        "“%(key)s”, line %(line)s: square brackets keep words on one line. Close each one, and put none into "
        "another."
    ),
    "wording.character": _(
        "“%(key)s”, line %(line)s: “%(character)s” cannot be printed. Replace or remove it."
    ),
    "wording.word_too_long": _(
        "“%(key)s”, line %(line)s: “%(word)s” cannot be broken over a line and is too long. Write at most "
        "%(most)s characters together."
    ),
    "wording.too_long": _(
        "“%(key)s” has %(length)s characters and would break the layout. Write at most %(most)s."
    ),
}

add_messages(
    {
        **PROBLEMS,
        "wording.language": _("Choose the language of the texts."),
        "wording.not_a_draft": _("These texts are no draft any more. Begin a new one to change them."),
        "wording.not_proposed": _("Nobody has proposed these texts, or it is decided already."),
        "wording.changed_meanwhile": _(
            "Somebody changed these texts meanwhile. Open them in another window and compare before you save."
        ),
        "wording.nothing_new": _("The draft says what is in force already. Change a text first."),
        "wording.same_person": _("You wrote these texts yourself: ask a colleague to put them into force."),
        "wording.day_too_far": _("A text comes into force within %(most)s days. Choose an earlier day."),
        "wording.day_past": _("Notices of that day are issued already. Choose today or a later day."),
        "wording.no_day": _("Write the first day in force."),
        "wording.no_reason": _("Write why the texts change."),
        "wording.not_coming": _(
            "Only texts that are adopted for a later day are taken back. To replace these, put others into "
            "force."
        ),
        "wording.goes_with_latin": _(
            "These texts were made from Latin ones: take those back, and these go with them."
        ),
        "wording.no_reason_back": _("Write why the texts are taken back."),
    }
)

SENTENCES = {
    "notice_wording.begun": _("A draft of the texts of the notice is begun (%(language)s)"),
    "notice_wording.changed": _("Texts of the notice are changed in a draft (%(language)s): %(changed)s"),
    "notice_wording.proposed": _("Texts of the notice are proposed (%(language)s)"),
    "notice_wording.returned": _("Proposed texts of the notice are a draft again (%(language)s)"),
    "notice_wording.discarded": _("A draft of the texts of the notice is discarded (%(language)s)"),
    "notice_wording.put_in_force": _(
        "Version %(version)s of the texts of the notice (%(language)s) is in force from %(effective_from)s: "
        "%(reason)s"
    ),
    "notice_wording.taken_back": _(
        "Version %(version)s of the texts of the notice (%(language)s) is taken back before its day: "
        "%(reason)s"
    ),
}
