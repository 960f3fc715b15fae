"""Fields for the facts of single kinds, made from the table of details, and what was typed into them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import Form, StringField
from wtforms.validators import ValidationError

from app.desks.registration.fields import UNKNOWN
from app.domain.kinds import Detail, DetailType
from app.domain.kinds.details import is_address, read_duration
from app.infra import clock
from app.infra.i18n import gettext
from app.publications.detail_names import HINTS, LABELS, WORDS
from app.publications.details import duration_text
from app.web.fields import WholeNumberField, choices, select, several
from app.web.forms import DateField, DateParts, at_most, show_date


class DurationField(StringField):
    """A duration as people write it: 1:32:05 or 32:05, or a number of minutes; empty means "not known"."""

    @property
    def seconds(self) -> int | None:
        """The duration in seconds; None when empty. Read it once the form is valid."""
        return read_duration(self.data or "")

    def pre_validate(self, form: object) -> None:
        """Refuse what is no duration, and say what to write."""
        if (self.data or "").strip() and not self.seconds:
            raise ValidationError(gettext("Write a duration, for example 1:32:05, or 92 for minutes."))


class PastParts(DateParts):
    """Day, month and year of something that has happened."""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Refuse what is no day, and a day that lies ahead."""
        if not super().validate(extra_validators):
            return False
        day = self.read()
        if day is not None and day > clock.today():
            self.day.errors = [gettext("This day has not come yet. Leave it empty until it has happened.")]
            return False
        return True


def detail_field(detail: Detail) -> Any:
    """Return the field that asks for a detail."""
    return _MADE[detail.type](
        detail, {"label": LABELS[detail.name], "description": HINTS.get(detail.name, "")}
    )


def detail_data(details: Iterable[Detail], kept: Mapping[str, object]) -> dict[str, Any]:
    """Return what the fields show of the details so far."""
    return {
        detail.name: _SHOWN.get(detail.type, str)(kept[detail.name])
        for detail in details
        if detail.name in kept
    }


def read_details(details: Iterable[Detail], form: Form, before: Mapping[str, object]) -> dict[str, object]:
    """Return the details with what was typed; what is not asked or in error stays as it was."""
    found = dict(before)
    for detail in details:
        field = form[detail.name]
        if field.errors:
            continue
        value = _READ[detail.type](field)
        if value in (None, "", []):
            found.pop(detail.name, None)
        else:
            found[detail.name] = value
    return found


Options = dict[str, Any]


def _text(detail: Detail, options: Options) -> Any:
    checks: list[Any] = [at_most(detail.most)]
    if detail.pattern:
        checks.append(_of_pattern(detail.pattern))
    if detail.type is DetailType.ADDRESS:
        checks.append(_whole_address)
    return StringField(validators=checks, **options)


def _of_pattern(pattern: str) -> Callable[[object, StringField], None]:
    def check(form: object, field: StringField) -> None:
        if field.data and not re.fullmatch(pattern, " ".join(field.data.split())):
            raise ValidationError(gettext("Write it in the form of the example."))

    return check


def _whole_address(form: object, field: StringField) -> None:
    if field.data and not is_address(field.data.strip()):
        raise ValidationError(gettext("Write the whole address, with https:// before it."))


def _number(detail: Detail, options: Options) -> Any:
    options["filters"] = [lambda typed: detail.number_in(typed or "")]
    return WholeNumberField(least=1, most=detail.most, example=min(detail.most, 12), **options)


def _day(detail: Detail, options: Options) -> Any:
    return DateField(parts=PastParts if detail.happened else DateParts, **options)


def _choice(detail: Detail, options: Options) -> Any:
    return select(choices=[*UNKNOWN, *choices(WORDS[detail.name])], default="", **options)


_MADE: Mapping[DetailType, Callable[[Detail, Options], Any]] = {
    DetailType.TEXT: _text,
    DetailType.ADDRESS: _text,
    DetailType.NUMBER: _number,
    DetailType.DURATION: lambda detail, options: DurationField(validators=[at_most(20)], **options),
    DetailType.DAY: _day,
    DetailType.CODE: _choice,
    DetailType.CODES: lambda detail, options: several(choices=choices(WORDS[detail.name]), **options),
}
_READ: Mapping[DetailType, Callable[[Any], object]] = {
    DetailType.TEXT: lambda field: " ".join((field.data or "").split()),
    DetailType.ADDRESS: lambda field: (field.data or "").strip(),
    DetailType.NUMBER: lambda field: field.number,
    DetailType.DURATION: lambda field: field.seconds,
    DetailType.DAY: lambda field: field.value.isoformat() if field.value else None,
    DetailType.CODE: lambda field: field.data,
    DetailType.CODES: lambda field: sorted(field.data or []),
}
_SHOWN: Mapping[DetailType, Callable[[Any], Any]] = {
    DetailType.DURATION: duration_text,
    DetailType.DAY: lambda day: show_date(date.fromisoformat(day)),
    DetailType.CODES: lambda codes: codes,
}
