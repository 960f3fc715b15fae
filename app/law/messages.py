"""What refusals about rule sets say, and what acts on them are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "law.hypothetical_refused": _(
            "The rule set %(rule_set)s is hypothetical. It can be put into force in demonstration mode only."
        ),
        "law.already_adopted": _(
            "The rule set %(rule_set)s %(version)s was adopted before. Give a changed text a new version."
        ),
        "law.unknown_depository": _("Add these libraries to the register first: %(codes)s."),
        "law.overlap": _(
            "The rule set %(rule_set)s %(version)s is in force at that time. Choose a later first day "
            "or a last day before it begins, or repeal that set first."
        ),
        "law.period_gap": _(
            "From %(first)s to %(last)s no rule set would be in force. Choose another day, "
            "or say that it is meant."
        ),
        "law.ends_before_it_begins": _("The last day must not come before the first."),
        "law.repealed_in_the_past": _(
            "A law is repealed for the future only. Choose %(day)s or a later day."
        ),
        "law.repealed_already": _("The rule set %(rule_set)s %(version)s was repealed before."),
        "law.ends_earlier": _("Its last day in force is %(day)s already. Choose that day or an earlier one."),
        "law.not_a_draft": _(
            "This is no draft any more: somebody has proposed, adopted or discarded it. Load the page again."
        ),
        "law.not_proposed": _("This is not proposed any more. Load the page again to see what became of it."),
        "law.changed_meanwhile": _(
            "Somebody has changed this since you opened it. Both are shown below: keep yours by saving "
            "again, or load the newer one."
        ),
        "law.removed_meanwhile": _(
            "Somebody has removed this since you opened it, or given it another code. Saving again adds "
            "yours as a new one."
        ),
        "law.removed_already": _(
            "It is there no longer: somebody has removed it since you opened it, or given it another code."
        ),
        "law.changed_before_removal": _(
            "Somebody has changed this since you opened it. It is shown below as it is now: remove it, or "
            "leave it."
        ),
        "law.same_person": _("You proposed this rule set. Somebody else must adopt it."),
        "law.not_utf8": _("The file is no text in UTF-8. Save it as UTF-8 and upload it again."),
        "law.nul": _("Line %(line)s holds the character %(character)s, which no text may hold. Remove it."),
        "law.half_character": _(
            "In line %(line)s half a character stands alone: %(written)s. Write both halves, or the "
            "character itself."
        ),
        "law.too_many_values": _(
            "The text holds more than %(most)s values, far more than a law has. Shorten it."
        ),
        "law.too_deep": _(
            "The text has more than %(most)s objects and lists in one another; see line %(line)s."
        ),
        "law.changes_the_past": _("A law changes nothing past. Choose %(day)s or a later day."),
        "law.reach_given_already": _("The rule set %(rule_set)s %(version)s has retroactive effect already."),
        "law.reach_of_another_country": _(
            "This is the law of another country (%(country)s): nothing is owed under it here."
        ),
        "law.reach_not_in_force": _(
            "Only a rule set in force is given retroactive effect; its first day is %(first)s."
        ),
        "law.reach_same_person": _(
            "You adopted this rule set. Somebody else must give it retroactive effect."
        ),
        "law.reach_without_clause": _("Name the clause that orders it."),
        "law.reach_not_before": _(
            "From its first day on it is in force anyway. Choose %(day)s or an earlier day."
        ),
        "law.reach_before_calendar": _("The calendar begins on %(day)s. Choose that day or a later one."),
        "law.reach_changed_meanwhile": _(
            "What would happen has changed since you looked. It is shown anew below: look at it again."
        ),
        "law.text_too_long": _("The text is longer than a mebibyte."),
        "law.not_yaml": _("The text is not valid YAML; see line %(line)s: “%(there)s”."),
        "law.not_convertible": _(
            "The older format asks for %(name)s, which has no counterpart. Write that rule by hand."
        ),
        "law.not_the_older_format": _("The file is no rule set in the format deposit-rules/1."),
        "law.not_an_object": _("The text must be an object with the fields of a rule set."),
        "law.problems": _("The text is not a rule set: %(number)s things are wrong."),
    }
)

SENTENCES = {
    "rule_set.adopted": _("Rule set %(code)s %(version)s adopted, in force from %(effective_from)s"),
    "rule_set.repealed": _("Rule set %(code)s %(version)s repealed, out of force from %(out_of_force_from)s"),
    "rule_set.made_retroactive": _(
        "Rule set %(code)s %(version)s given retroactive effect from %(reaches_back_to)s, "
        "ordered by %(citation)s"
    ),
    "rule_set.drafted": _("Rule set %(code)s %(version)s drafted"),
    "rule_set.changed": _("Draft of the rule set %(code)s %(version)s changed"),
    "rule_set.proposed": _("Rule set %(code)s %(version)s proposed"),
    "rule_set.withdrawn": _("Proposal of the rule set %(code)s %(version)s withdrawn"),
    "rule_set.discarded": _("Draft of the rule set %(code)s %(version)s discarded"),
}
