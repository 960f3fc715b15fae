"""MARC 21 for what comes out in issues: number and frequency (https://www.loc.gov/marc/bibliographic/bd008s.html)."""

from collections.abc import Mapping

from app.exchange.mapping.mapped import Mapped
from app.exchange.reading.marc.record import MarcRecord

SERIAL_LEVELS = ("s", "b", "i")
"""Position 7 of the leader: a serial, a part of one, an integrating resource."""
SERIAL_PLACES: Mapping[str, str] = {"022$a": "issn", "008/18": "frequency"}
FREQUENCIES: Mapping[str, str] = {
    "d": "daily", "c": "several_a_week", "i": "several_a_week", "w": "weekly", "e": "fortnightly",
    "s": "twice_a_month", "j": "three_times_a_month", "m": "monthly", "b": "bimonthly", "q": "quarterly",
    "f": "half_yearly", "a": "yearly", "t": "times_a_year",
}  # fmt: skip
"""Position 18; biennial and triennial ones, and what is unknown or updated on and on, have none of ours."""
_THREE_A_YEAR = "t"
_IRREGULAR = "x"


def add_serial(record: MarcRecord, into: Mapped) -> None:
    """Take what a periodical is asked for; who made it and what it looks like may differ by issue."""
    for field in record.of("022"):
        into.add("issn", field.first("a"), "022$a")
        break
    frequency, regularity = record.control("008", 18, 19), record.control("008", 19, 20)
    irregular = regularity == _IRREGULAR
    into.add("frequency", "irregular" if irregular else FREQUENCIES.get(frequency, ""), "008/18")
    if frequency == _THREE_A_YEAR:
        into.add("times", "3", "008/18")
