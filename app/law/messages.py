"""What refusals about the law say, and what acts on it are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "calendar.out_of_range": _(
            "%(day)s lies outside the calendar, which is known from %(first)s to %(last)s. Correct the date, "
            "or ask the administrator to extend the calendar."
        ),
        "calendar.missing": _("There is no calendar of working days yet. Ask the administrator to add it."),
        "calendar.gap": _("The calendar is known from %(first)s to %(last)s. Choose years that adjoin it."),
        "calendar.unknown_country": _("No holidays are known for the country %(jurisdiction)s."),
        "calendar.ends_before_it_begins": _("The first year must not come after the last."),
        "law.hypothetical_refused": _(
            "The rule set %(rule_set)s is hypothetical. It can be put into force in demonstration mode only."
        ),
        "law.already_adopted": _(
            "The rule set %(rule_set)s %(version)s was adopted before. Give a changed text a new version."
        ),
        "law.unknown_depository": _("Add these libraries to the register first: %(codes)s."),
        "law.overlap": _(
            "The rule set %(rule_set)s %(version)s is in force at that time. Choose a later first day."
        ),
        "law.changes_the_past": _("A law changes nothing past. Choose %(day)s or a later day."),
        "law.text_too_long": _("The text is longer than a mebibyte."),
        "law.not_yaml": _("The text is not valid YAML; see line %(line)s: %(problem)s."),
        "law.not_an_object": _("The text must be an object with the fields of a rule set."),
        "law.problems": _("The text is not a rule set: %(number)s things are wrong."),
    }
)

SENTENCES = {
    "rule_set.adopted": _("Rule set %(code)s %(version)s adopted, in force from %(effective_from)s"),
    "calendar.seeded": _("Calendar filled from %(first)s to %(last)s"),
}
