"""What a law that reaches back made of an obligation: its terms before and after, in words."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from app.audit.queries import Act
from app.audit.sentences import sentence_of
from app.domain.law import Form
from app.infra.i18n import format_long, gettext, ngettext
from app.law.wording import clause_text

Facts = Mapping[str, object]


def by_law_reaching_back(act: Act, library: str) -> Markup:
    """The act's sentence, the library that it concerns, and its terms before and after."""
    before, after = _terms(act.before), _terms(act.after)
    if not before:
        change = gettext("owed: %(after)s", after=after)
    elif not after:
        change = gettext("owed no longer: %(before)s", before=before)
    elif before == after:
        change = gettext("as before: %(after)s", after=after)
    else:
        change = gettext("before: %(before)s; now: %(after)s", before=before, after=after)
    named = Markup("<strong>{}</strong>, ").format(library) if library else ""
    return Markup("{}. {}{}").format(sentence_of(act), named, change)


def _terms(facts: Facts) -> str:
    """How many, by when and under which clause; empty for a side that owes nothing."""
    if "rule_id" not in facts:
        return ""
    due = gettext("by %(date)s", date=format_long(_day(facts))) if facts["due_on"] else gettext("no date yet")
    basis = gettext("%(clause)s of %(law)s", clause=clause_text(str(facts["locator"])), law=facts["rule_set"])
    return ", ".join((_amount(facts), due, basis))


def _amount(facts: Facts) -> str:
    copies = facts["copies"]
    if not isinstance(copies, int):
        return gettext("Number not known")
    if facts["form"] == Form.FILE:
        return ngettext("%(num)s file", "%(num)s files", copies)
    return ngettext("%(num)s copy", "%(num)s copies", copies)


def _day(facts: Facts) -> date:
    return date.fromisoformat(str(facts["due_on"]))
