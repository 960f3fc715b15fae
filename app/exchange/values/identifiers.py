"""Numbers of the schemes beside ISBN; one whose check character is wrong needs a reason, as an ISBN does."""

import re

from app.domain.registration import GivenIdentifier
from app.domain.schemes import Scheme, parse_number
from app.exchange.values.reader import Answers, Reader, Surroundings

_BETWEEN = re.compile(r"[;|\n]+")


def identifiers(scheme: Scheme) -> Reader:
    """Return a reader of numbers of a scheme with ; between them."""

    def read(written: str, _around: Surroundings) -> Answers:
        parts = (part.strip() for part in _BETWEEN.split(written))
        numbers = [parse_number(scheme, part) for part in parts if part]
        return {
            "identifiers": tuple(GivenIdentifier(scheme, each.value, each.printed) for each in numbers),
            "doubtful": tuple(each.value for each in numbers if not each.valid),
        }

    return read
