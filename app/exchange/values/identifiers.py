"""Numbers of the schemes beside ISBN; one whose check character is wrong needs a reason, as an ISBN does."""

import re

from app.domain.errors import DomainError
from app.domain.registration import GivenIdentifier
from app.domain.schemes import Scheme, parse_number
from app.exchange.values.reader import Answers, Reader, Surroundings

_BETWEEN = re.compile(r"[;|\n]+")


def identifiers(scheme: Scheme, *, most: int | None = None) -> Reader:
    """Return a reader of numbers of a scheme with ; between them, `most` of them if there is a limit."""

    def read(written: str, _around: Surroundings) -> Answers:
        parts = [part for part in map(str.strip, _BETWEEN.split(written)) if part]
        if most is not None and len(parts) > most:
            raise DomainError("exchange.too_many", number=len(parts), most=most)
        numbers = [parse_number(scheme, part) for part in parts]
        return {
            "identifiers": tuple(GivenIdentifier(scheme, each.value, each.printed) for each in numbers),
            "doubtful": tuple(each.value for each in numbers if not each.valid),
        }

    return read
