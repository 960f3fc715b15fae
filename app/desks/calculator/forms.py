"""The short form of facts, made for a rule set, and what its answers say."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import LazyString
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.validators import InputRequired

from app.deposits.obligations.wording import fact_name, fact_value
from app.desks.calculator.asking import Asked
from app.desks.calculator.choosing import RULES, name_of
from app.desks.registration.fields import TRUTHS, UNKNOWN, YES_OR_NO, outside
from app.domain.calendar import Calendar
from app.domain.law.conditions import CLASSIFYING_FACTS, FACTS, FactType
from app.domain.publication import Carrier, DepositorRole, Kind, Origin, ReleaseFacts
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.law.queries import InForce
from app.law.wording import DEPOSITORS, EVENTS, in_readers_language
from app.organisations.queries import region_names
from app.publications.languages import USUAL as USUAL_LANGUAGES
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    EDITIONS,
    ORIGINS,
    SUBJECTS,
    kinds_by_group,
)
from app.web.fields import WholeNumberField, offered, select
from app.web.forms import DateField, PageForm, choices_of, grouped_choices

WHO = "who"
EVERYONE = "all"
LABELS: Mapping[str, LazyString] = {
    "kind": _("What is it?"),
    "carrier": _("On what?"),
    "origin": _("Where was it made?"),
    "audiences": _("For whom?"),
    "edition_status": _("Which edition is it?"),
    "original_deposited": _("Were copies of the earlier edition deposited?"),
    "restricted": _("Is access to it restricted by law?"),
    "unit_cost": _("Price in soʻm"),
    "depositor_region": _("Your region"),
}
CODES: Mapping[str, Sequence[str]] = {
    "kind": tuple(Kind),
    "carrier": tuple(CARRIERS),
    "origin": tuple(ORIGINS),
    "edition_status": tuple(EDITIONS),
    "languages": tuple(USUAL_LANGUAGES),
    "subjects": tuple(SUBJECTS),
    "audiences": tuple(AUDIENCES),
}
BOUNDS: Mapping[str, tuple[int, int, int]] = {
    "print_run": (1, 100_000_000, 3000),
    "pages": (1, 100_000, 320),
    "unit_cost": (0, 1_000_000_000_000, 45000),
}
"""The least and the greatest number of a fact, and an example."""
ANY_NUMBER = (0, 1_000_000_000_000, 100)
TAKEN_FOR_GRANTED = {"carrier": Carrier.PRINT, "origin": Origin.DOMESTIC}
"""What nearly every publication is; so is every yes or no answered no until somebody says otherwise."""
UNSAID = "unknown"


class InquiryForm(PageForm):
    """Facts about a publication; sent in the address, so it needs no token and writes nothing."""

    asked: Asked
    calendar: Calendar

    class Meta:
        """Nothing is written, so nothing is to be protected."""

        csrf = False

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the form; a day must lie where the calendar of working days is known."""
        valid = bool(super().validate(extra_validators))
        for event in self.asked.events:
            field = self[event]
            if not field.errors and field.value is not None and not self.calendar.covers(field.value):
                self.refuse(event, outside(self.calendar))
                valid = False
        return valid

    def refuse(self, name: str, text: str) -> None:
        """Put a refusal at a field, or above the form where there is no such field."""
        if name not in self:
            self.form_errors.append(text)
        elif isinstance(self[name], DateField):
            self[name].form.day.errors = [text]
        else:
            self[name].errors = [*self[name].errors, text]

    @property
    def role(self) -> str | None:
        """In which role the person asks; None for everybody's duties."""
        return None if self[WHO].data == EVERYONE else str(self[WHO].data)

    def days(self) -> dict[str, date]:
        """Return the days on which something happened; read it once the form is valid."""
        return {event: day for event in self.asked.events if (day := self[event].value) is not None}

    def facts(self) -> ReleaseFacts:
        """Return the facts; read it once the form is valid."""
        known = {name: self._fact(name) for name in self.asked.facts if name not in CLASSIFYING_FACTS}
        return ReleaseFacts(
            kind=Kind(self["kind"].data),
            carrier=Carrier(self["carrier"].data),
            origin=Origin(self["origin"].data),
            events=self.days(),
            **known,
        )

    def typed(self) -> dict[str, str]:
        """Return the answers for an address: only those that were given and are not taken for granted."""
        given: dict[str, str] = {}
        for field in self:
            if isinstance(field, DateField):
                text = field.value.isoformat() if field.value else ""
            elif isinstance(field, WholeNumberField):
                text = "" if field.number is None else str(field.number)
            else:
                text = str(field.data or "")
            if text and text != str(field.default or ""):
                given[field.name] = text
        return given

    def _fact(self, name: str) -> Any:
        field, kind = self[name], FACTS[name].type
        if kind is FactType.NUMBER:
            return field.number
        if kind is FactType.TRUTH:
            return TRUTHS.get(field.data)
        if kind is FactType.CODES:
            return frozenset({field.data}) if field.data else None
        return field.data or None


def inquiry_form(
    asked: Asked, days: Calendar, *, laws: Sequence[InForce], answers: MultiDict[str, str]
) -> InquiryForm:
    """Return the form for what rule sets ask, filled with an address's answers, days in parts.

    `laws` are those on offer.
    """
    fields: dict[str, Any] = {RULES: _rules(laws), WHO: _who(asked.roles)}
    fields |= {name: _field(name, asked) for name in asked.facts}
    fields |= {event.value: DateField(EVENTS[event]) for event in asked.events}
    made: type[InquiryForm] = type("AskedForm", (InquiryForm,), fields)
    form = made(formdata=answers)
    form.asked, form.calendar = asked, days
    return form


def _rules(laws: Sequence[InForce]) -> Any:
    named = [
        ("", _("The one in force on the day")),
        *(
            (name_of(law), f"{in_readers_language(law.rule_set.title)} ({law.code} {law.version})")
            for law in laws
        ),
    ]
    return select(_("Rule set"), choices=choices_of(named), default="")


def _who(roles: Sequence[DepositorRole]) -> Any:
    default = DepositorRole.PUBLISHER if DepositorRole.PUBLISHER in roles else EVERYONE
    named = [
        *((role.value, DEPOSITORS[role]) for role in roles),
        (EVERYONE, _("Everyone who owes something")),
    ]
    return select(_("Who are you?"), choices=choices_of(named), default=str(default))


def _field(name: str, asked: Asked) -> Any:
    label = LABELS.get(name) or fact_name(name)
    kind = FACTS[name].type
    if kind is FactType.NUMBER:
        least, most, example = BOUNDS.get(name, ANY_NUMBER)
        return WholeNumberField(label, least=least, most=most, example=example)
    if kind is FactType.TRUTH:
        return select(label, choices=[*YES_OR_NO[:-1], *choices_of([(UNSAID, _("Not known"))])], default="no")
    named = _choices(name, asked)
    if name in TAKEN_FOR_GRANTED:
        return select(label, choices=named, default=str(TAKEN_FOR_GRANTED[name]))
    if name == "kind":
        blank = choices_of([("", _("Choose"))])
        needed = [InputRequired(_("Choose what it is.")), offered]
        return SelectField(
            label, validate_choice=False, validators=needed, choices=[*blank, *named], default=""
        )
    return select(label, choices=[*UNKNOWN, *named], default="")


def _choices(name: str, asked: Asked) -> list[Any]:
    """The codes of a fact with their names: the product's own list, then what the rule set names besides."""
    if name == "depositor_region":
        return choices_of(region_names().items())
    own = [str(code) for code in CODES.get(name, ())]
    own += sorted(asked.codes.get(name, frozenset()) - set(own))
    if name == "kind":
        return grouped_choices(kinds_by_group(map(Kind, own)))
    pairs: list[tuple[str, object]] = [(code, fact_value(code, name)) for code in own]
    if name not in CODES:
        pairs.append(("other", gettext("Another")))
    return choices_of(pairs)
