"""What a rule set says around its duties, line by line: penalties, refunds, receipt, access, doubts."""

from collections.abc import Iterator

from app.domain.law import Compensation, RuleSet, Sanction
from app.infra.i18n import format_number, gettext
from app.law.provisions import Line, clause, line, names
from app.law.vocabulary_names import name_of
from app.law.wording import deadline_text
from app.law.wording import in_readers_language as said

Part = tuple[str, str, list[Line]]
"""The title of a part of the page, its anchor, and its lines."""


def surroundings(rule_set: RuleSet) -> list[Part]:
    """Every part that says something; a part about which the text is silent is left out."""
    parts = (
        (gettext("Copies in all"), "totals", list(_totals(rule_set))),
        (gettext("Sanctions"), "sanctions", [_sanction(rule_set, item) for item in rule_set.sanctions]),
        (
            gettext("Compensation"),
            "compensation",
            [_compensation(rule_set, item) for item in rule_set.compensation],
        ),
        (gettext("Receipt and imprint"), "formalities", list(_formalities(rule_set))),
        (gettext("Access to deposited files"), "access", list(_access(rule_set))),
        (gettext("Legal texts"), "instruments", list(_instruments(rule_set))),
        (gettext("What was not found"), "unknowns", [line("—", text) for text in rule_set.unknowns]),
    )
    return [part for part in parts if part[2]]


def _totals(rule_set: RuleSet) -> Iterator[Line]:
    for item in rule_set.copies_totals:
        place = clause(rule_set, item.citation.instrument, item.citation.locator)
        yield line(format_number(item.total), place)


def _sanction(rule_set: RuleSet, item: Sanction) -> Line:
    said_of = [name_of(item.liable), names(sorted(item.offences)), _amount(item)]
    if item.authority is not None:
        said_of.append(gettext("decided by: %(authority)s", authority=name_of(item.authority)))
    said_of.append(clause(rule_set, item.citation.instrument, item.citation.locator))
    return line(name_of(item.kind), ". ".join(said_of))


def _amount(item: Sanction) -> str:
    if item.measure is not None:
        return gettext("at most: %(amount)s", amount=name_of(item.measure))
    low, high = (None if number is None else format_number(number) for number in (item.minimum, item.maximum))
    unit = item.unit or ""
    if low is None and high is None:
        return gettext("The text does not say how much")
    if low is None:
        return gettext("at most %(number)s", number=f"{high} {unit}").strip()
    if high is None:
        return gettext("at least %(number)s", number=f"{low} {unit}").strip()
    return gettext("from %(low)s to %(high)s", low=low, high=f"{high} {unit}").strip()


def _compensation(rule_set: RuleSet, item: Compensation) -> Line:
    said_of = []
    if item.unit_cost_min is not None:
        cost = f"{format_number(item.unit_cost_min)} {item.unit or ''}".strip()
        said_of.append(gettext("copies that cost at least %(cost)s", cost=cost))
    if item.apply_within is not None:
        said_of.append(deadline_text(item.apply_within))
    said_of.append(clause(rule_set, item.citation.instrument, item.citation.locator))
    return line(said(item.title), "; ".join(said_of))


def _formalities(rule_set: RuleSet) -> Iterator[Line]:
    receipt = rule_set.receipt
    if receipt.required is not None:
        required = gettext("The library must give one") if receipt.required else gettext("not required")
        yield line(gettext("Receipt"), required)
    if receipt.form is not None:
        yield line(gettext("Form of the receipt"), said(receipt.form))
    if rule_set.imprint.elements:
        yield line(gettext("Imprint"), names(rule_set.imprint.elements))
    if rule_set.periodicals is not None:
        grouped = rule_set.periodicals.grouped_declaration
        yield line(gettext("Periodicals"), name_of(grouped) if grouped else gettext("Not known"))


def _access(rule_set: RuleSet) -> Iterator[Line]:
    access = rule_set.access
    if access is None:
        return
    if access.premises_only is not None:
        yield line(gettext("In the library only"), gettext("Yes") if access.premises_only else gettext("No"))
    if access.readers_at_once is not None:
        yield line(gettext("Readers at once"), format_number(access.readers_at_once))
    if access.embargo is not None:
        yield line(gettext("Closed"), deadline_text(access.embargo))


def _instruments(rule_set: RuleSet) -> Iterator[Line]:
    for item in rule_set.instruments.values():
        yield line(said(item.title), f"{item.citation}. {name_of(item.how_seen)}")
