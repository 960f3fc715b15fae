"""Numbers about which something is doubtful."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.registration import GivenIdentifier
from app.domain.schemes import Scheme
from app.exchange.gathering import Gathered
from app.exchange.records import Act
from app.exchange.seen import Seen

Doubt = tuple[str, Mapping[str, object]]


def keep_identifiers(gathered: Gathered, seen: Seen, title: str) -> None:
    """Leave each number once; one that is wrong, or an ISBN of another title too, is refused without a
    reason."""
    record, reason = gathered.record, gathered.answers.get("isbn_reason", "")
    place = gathered.places["identifiers"]
    kept: dict[tuple[str, str], GivenIdentifier] = {}
    for given in gathered.answers["identifiers"]:
        if (given.scheme, given.value) in kept:
            continue
        doubts = list(_doubts(given, gathered, seen, title))
        # Whether another title of the register carries it too shows only when it is registered.
        kept[given.scheme, given.value] = replace(given, reason=reason) if reason else given
        for code, params in doubts:
            told = record.warning(place, code, **params) if reason else record.error(place, code, **params)
            gathered.findings.append(replace(told, needs_reason=not reason))
    gathered.answers["identifiers"] = tuple(kept.values())


def _doubts(given: GivenIdentifier, gathered: Gathered, seen: Seen, title: str) -> Iterator[Doubt]:
    record, isbn = gathered.record, given.scheme == Scheme.ISBN
    if given.value in gathered.answers["doubtful"]:
        named = {"isbn": given.printed} if isbn else {"number": given.printed}
        yield "exchange.isbn_check_digit" if isbn else "exchange.number_check", named
    if not isbn or record.act is not Act.NEW:
        return
    other = seen.other(given.value, title, record.number)
    if other is not None:
        yield "exchange.isbn_on_another_title", {"isbn": given.printed, "other": other}
