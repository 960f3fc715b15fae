"""The one kind of failure that services and the domain speak."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType


class DomainError(Exception):
    """A refusal that a person can act on.

    `code` names the message ("calendar.out_of_range"), `params` fill it, `field` is the form field or fact at
    fault, if there is one. The text is made at the rim, in the reader's language.
    """

    def __init__(self, code: str, field: str | None = None, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.params: Mapping[str, object] = MappingProxyType(params)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class NotFound(DomainError):
    """What was asked for does not exist, or must not be known to exist by the person asking."""


class Forbidden(DomainError):
    """The person is known and may not do this."""


class Conflict(DomainError):
    """The act was right when it was prepared, but the state has moved on since."""


class TooMany(DomainError):
    """The same was tried too often; it may be tried again at `until`."""

    def __init__(self, code: str, *, until: datetime) -> None:
        super().__init__(code, until=until)
        self.until = until
