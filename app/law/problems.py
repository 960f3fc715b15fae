"""What is wrong with the text of a rule set, and how to mend it, in the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.infra.filled import filled
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.findings import Finding

LONGEST_LIST = 60

SENTENCES: Mapping[str, LazyString] = {
    "law.not_yaml": _(
        "Here the text is no longer YAML or JSON: “%(there)s”. In this line or above it look for an indent "
        "that does not fit, a colon without a blank after it, a quote or a bracket left open. What follows "
        "was not read."
    ),
    "law.too_deep": _(
        "Here more than %(most)s objects and lists stand in one another, far more than a law needs. "
        "Write it flatter; what follows was not read."
    ),
    "law.not_an_object": _("Write an object here: keys, each followed by a colon and its value."),
    "law.text_too_long": _("The text is too long. Shorten it."),
    "law.too_many_values": _(
        "The text holds more than %(most)s values, far more than a law has. Shorten it."
    ),
    "law.not_utf8": _("The file is no text in UTF-8. Save it as UTF-8 and upload it again."),
    "law.nul": _("Line %(line)s holds the character %(character)s, which no text may hold. Remove it."),
    "law.half_character": _(
        "In line %(line)s half a character stands alone: %(written)s. Write both halves, or the character "
        "itself."
    ),
    "law.reference": _("*%(name)s refers to another place of the text. Write out here what is meant."),
    "law.tag": _("Remove the tag %(tag)s: only plain values are read."),
    "law.duplicate_key": _("The key %(key)s stands twice in one object. Keep one of the two."),
    "law.key_not_text": _('The key %(key)s is not read as text. Put it in quotes: "%(key)s".'),
    "law.unknown_key": _("This key is not known here. Remove it, or use one of: %(allowed)s."),
    "law.no_word": _("Nothing is chosen here. Choose one of: %(allowed)s."),
    "law.unknown_word": _("This word is not known here. Use one of: %(allowed)s."),
    "law.unknown_fact": _("A condition cannot ask for this. Use one of: %(allowed)s."),
    "law.unknown_schema": _("The format of the document must be %(allowed)s."),
    "law.event_out_of_place": _("A deadline cannot count from this event here. Use one of: %(allowed)s."),
    "law.missing_key": _(
        "This is missing. Add it. Where null is allowed here, it says that the law does not say."
    ),
    "law.missing_citation": _(
        "Say where the law says so: an instrument and the place in it. Nothing is owed without a clause."
    ),
    "law.not_text": _("Write a text here, in quotes if it looks like a number, a date, or yes and no."),
    "law.not_a_code": _(
        'Write a code here: letters, figures, hyphens, no blanks; put codes such as "NO" and '
        '"1703" in quotes.'
    ),
    "law.not_a_number": _("Write a whole number from %(least)s to %(most)s, without quotes."),
    "law.not_true_or_false": _("Write true or false."),
    "law.not_a_list": _("Write a list here: […], or lines that begin with a hyphen."),
    "law.too_few": _("Add an entry: at least %(at_least)s must stand here."),
    "law.duplicate_id": _("The id %(id)s stands twice. Give each its own."),
    "law.duplicate_value": _("The same stands here twice. Keep one of the two."),
    "law.duplicate_depository": _(
        "Two of the recipients are the same library, which would get its copies twice. Keep one of them."
    ),
    "law.empty_test": _("This test asks nothing. Give exactly one of: %(allowed)s."),
    "law.two_tests": _("Two tests stand here. Give exactly one of: %(allowed)s."),
    "law.empty_range": _("Nothing lies between %(minimum)s and %(maximum)s. Put the smaller number first."),
    "law.overlap": _(
        "This rule and the rule %(other)s can both hold of one publication, for the same copies. "
        "Change a condition so that only one of them does."
    ),
    "law.gap": _(
        "No rule holds from %(first)s to %(last)s, between this rule and the rule %(other)s. "
        "Change a condition so that one of them does."
    ),
    "law.unknown_instrument": _("There is no instrument %(instrument)s. Add it, or use one of: %(allowed)s."),
    "law.unknown_recipient": _("There is no recipient %(recipient)s. Add it, or use one of: %(allowed)s."),
    "law.recipient_without_depository": _(
        "Say which library receives: a depository, a group or members, and only one of these."
    ),
    "law.window_without_request": _(
        "A window for requests has no meaning here. Remove it, or make the trigger on_request."
    ),
    "law.members_without_library": _(
        "Say which library belongs to which value: list the libraries, or give the prefix of their codes."
    ),
    "law.frequency_without_harvest": _(
        "How often the library collects has no meaning here. Remove it, or make the trigger harvest."
    ),
    "law.reduced_to_what": _(
        "A number of copies belongs to the effect reduce, and that effect needs one. Add it, or remove it."
    ),
    "law.unknown_rule": _("There is no rule %(rule)s. Use one of: %(allowed)s."),
    "law.not_an_address": _("Write an address that begins with https:// or http://."),
    "law.not_a_day": _('Write a day as year-month-day in quotes, such as "2026-11-25".'),
    "law.exempts_everything": _("Without a condition everything would be exempt. Add one."),
    "law.forwarded_in_a_ring": _("Copies passed on by %(recipient)s come back to it. Break the ring."),
    "law.steps_out_of_order": _(
        "The steps are numbered 1, 2, 3 … without a gap: this one must be %(expected)s."
    ),
    "law.countersigned_out_of_place": _(
        "Only the formal notice is countersigned. Take this away here, or make the step a formal notice."
    ),
    "law.unknown_depository": _(
        "The register has no open library with the code %(codes)s. Add it to the register, or "
        "correct the code."
    ),
}
READ_OTHERWISE = frozenset({"law.not_text", "law.not_a_code", "law.unknown_word"})
"""Problems that a value has because, without quotes, it is read as no text."""
BOOLEANS = frozenset({"yes", "no", "on", "off", "true", "false"})


def advice(finding: Finding) -> str:
    """What a finding says and how to mend it; of what quotes would mend, just that."""
    written = finding.written
    if finding.problem.code in READ_OTHERWISE and written:
        if written.lower() in BOOLEANS:
            return gettext(
                'Without quotes, %(written)s is read as true or false. Put it in quotes: "%(written)s".',
                written=written,
            )
        if written.lstrip("+-")[:1].isdigit() and finding.problem.code != "law.unknown_word":
            return gettext(
                'Without quotes, %(written)s is read as a number. Put it in quotes: "%(written)s".',
                written=written,
            )
    return sentence_of(finding.problem.code, finding.problem.params)


def sentence_of(code: str, params: Mapping[str, object]) -> str:
    """What a problem says and how to mend it."""
    template = SENTENCES.get(code)
    if template is None:
        return gettext("This cannot be done: %(code)s.", code=code)
    return filled(str(template), {name: _readable(value) for name, value in params.items()})


def _readable(value: object) -> object:
    if isinstance(value, tuple | list):
        shown = [str(word) for word in value[:LONGEST_LIST]]
        return ", ".join([*shown, "…"] if len(value) > LONGEST_LIST else shown)
    return value
