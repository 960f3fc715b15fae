"""A proposed sanction in the reader's language, from the facts that were kept with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.compliance.clauses import clause_words
from app.domain.law.procedure_vocabulary import Authority, Liable, Offence, SanctionKind
from app.infra.i18n import current_language, format_number, format_short, gettext
from app.infra.i18n import lazy_gettext as _
from app.law.procedure_names import PROCEDURE_NAMES
from app.organisations.addresses import in_script

UNITS = {"BHM": _("BHM")}
"""Units of the law that have an abbreviation of their own in a language; others are told as the rules do."""


def sanction_text(facts: Mapping[str, Any]) -> str:
    """What it is, whom it meets and where the rules say so."""
    return gettext(
        "%(kind)s; liable: %(liable)s; %(locator)s",
        kind=PROCEDURE_NAMES[SanctionKind][facts["kind"]],
        liable=PROCEDURE_NAMES[Liable][facts["liable"]],
        locator=clause_words(facts["locator"]),
    )


def offences_text(facts: Mapping[str, Any]) -> str:
    """For which of the case's facts it is threatened."""
    return ", ".join(str(PROCEDURE_NAMES[Offence][offence]) for offence in facts["offences"])


def authority_text(facts: Mapping[str, Any]) -> str:
    """Who decides."""
    named = facts["authority"]
    return str(PROCEDURE_NAMES[Authority][named]) if named else gettext("The rule set does not say.")


def amount_text(facts: Mapping[str, Any]) -> str:
    """From how much to how much in the law's unit and, where its worth is known, in money."""
    bounds = [facts["minimum"], facts["maximum"]]
    if facts["unit"] is None or bounds == [None, None]:
        return gettext("The rule set fixes no amount.")
    in_units = f"{_span(bounds)} {UNITS.get(facts['unit'], facts['unit'])}"
    if facts["unit_value"] is None:
        return gettext("%(amount)s; what the unit is worth is not known", amount=in_units)
    worth = [bound if bound is None else bound * facts["unit_value"] for bound in bounds]
    told = gettext(
        "%(amount)s = %(worth)s soʻm (one unit: %(value)s soʻm from %(day)s, %(source)s)",
        amount=in_units,
        worth=_span(worth),
        value=format_number(facts["unit_value"]),
        day=format_short(date.fromisoformat(facts["unit_from"])),
        source=in_script(facts["unit_source"], current_language().code),
    )
    invented = gettext("The value is invented, for the demonstration.")
    return f"{told}. {invented}" if facts["unit_specimen"] else told


def _span(bounds: list[int | None]) -> str:
    first, last = (gettext("not known") if bound is None else format_number(bound) for bound in bounds)
    return first if first == last else f"{first} – {last}"
