"""What acts on rule sets are called in the record of acts."""

from app.infra.i18n import lazy_gettext as _

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
