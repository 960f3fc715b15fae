"""ISBNs about which something is doubtful."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.registration import GivenIdentifier
from app.exchange.gathering import Gathered
from app.exchange.records import Act
from app.exchange.seen import SeenIsbns


def keep_isbns(gathered: Gathered, seen: SeenIsbns, title: str) -> None:
    """Leave each ISBN once; one that is wrong, or stands on another title too, needs a reason."""
    record, reason = gathered.record, gathered.answers.get("isbn_reason", "")
    place = gathered.places["identifiers"]
    kept: dict[str, GivenIdentifier] = {}
    for isbn in gathered.answers["identifiers"]:
        if isbn.value in kept:
            continue
        doubt: list[tuple[str, Mapping[str, object]]] = []
        if isbn.value in gathered.answers["wrong_isbns"]:
            doubt.append(("exchange.isbn_check_digit", {"isbn": isbn.printed}))
        if record.act is Act.NEW and (other := seen.other(isbn.value, title, record.number)) is not None:
            doubt.append(("exchange.isbn_on_another_title", {"isbn": isbn.printed, "other": other}))
        kept[isbn.value] = replace(isbn, reason=reason) if doubt else isbn
        for code, params in doubt:
            told = record.warning(place, code, **params)
            gathered.findings.append(replace(told, needs_reason=not reason))
    gathered.answers["identifiers"] = tuple(kept.values())
