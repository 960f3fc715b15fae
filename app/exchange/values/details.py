"""Facts that only some kinds have, each read as its type in the table of details says."""

import re
from collections.abc import Callable, Mapping

from app.domain.errors import DomainError
from app.domain.kinds import Detail, DetailType
from app.domain.kinds.details import read_duration
from app.exchange.values.codes import codes_of
from app.exchange.values.days import NOT_COME, day_of
from app.exchange.values.numbers import whole_number
from app.exchange.values.reader import Answers, Reader, Surroundings
from app.exchange.words import code_of
from app.publications.detail_names import HINTS

_BLANK = re.compile(r"\s+")


def detail(of: Detail) -> Reader:
    """Return a reader of one detail."""

    def read(written: str, around: Surroundings) -> Answers:
        value = _READ[of.type](of, written)
        if not of.accepts(value):
            hint = HINTS.get(of.name, "")
            raise DomainError("exchange.not_accepted", written=written[:60], hint=hint)
        if of.happened and (day := day_of(written)) > around.today:
            raise DomainError(NOT_COME, day=day)
        return {f"{of.level.value}_details": {of.name: value}}

    return read


def _duration(_of: Detail, written: str) -> int:
    seconds = read_duration(_BLANK.sub("", written))
    if not seconds:
        raise DomainError("exchange.not_a_duration", written=written[:60])
    return seconds


_READ: Mapping[DetailType, Callable[[Detail, str], object]] = {
    DetailType.TEXT: lambda _of, written: written,
    DetailType.ADDRESS: lambda _of, written: written,
    DetailType.NUMBER: lambda of, written: whole_number(of.number_in(written), 1, of.most),
    DetailType.DURATION: _duration,
    DetailType.DAY: lambda _of, written: day_of(written).isoformat(),
    DetailType.CODE: lambda of, written: code_of(of.name, written),
    DetailType.CODES: lambda of, written: sorted(codes_of(of.name, written)),
}
