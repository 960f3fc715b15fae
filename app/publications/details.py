"""Details of a publication or a release in the words of the reader."""

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.kinds import DETAILS, DetailType
from app.infra.i18n import format_long, format_number
from app.publications.detail_names import LABELS, WORDS


def detail_words(name: str, value: object) -> str:
    """Return what a detail says, in words; empty for one that is not known."""
    return _SHOWN[DETAILS[name].type](name, value) if value is not None else ""


def details_shown(details: Mapping[str, object], names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return label and words of those details of a row that are known, in the order of `names`."""
    return [(str(LABELS[name]), detail_words(name, details[name])) for name in names if name in details]


def duration_text(seconds: int) -> str:
    """Return a duration as hours, minutes and seconds, such as 1:32:05."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def _codes(name: str, value: object) -> str:
    codes = value if isinstance(value, list) else [value]
    return ", ".join(str(WORDS[name].get(str(code), code)) for code in codes)


_SHOWN: Mapping[DetailType, Callable[[str, object], str]] = {
    DetailType.TEXT: lambda name, value: str(value),
    DetailType.ADDRESS: lambda name, value: str(value),
    DetailType.NUMBER: lambda name, value: format_number(int(str(value))),
    DetailType.DURATION: lambda name, value: duration_text(int(str(value))),
    DetailType.DAY: lambda name, value: format_long(date.fromisoformat(str(value))),
    DetailType.CODE: _codes,
    DetailType.CODES: _codes,
}
