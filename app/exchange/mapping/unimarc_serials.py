"""UNIMARC for what comes out in issues: number and frequency (IFLA, UNIMARC Manual, fields 011 and 110)."""

from collections.abc import Mapping

from app.exchange.mapping.mapped import Mapped
from app.exchange.reading.marc.record import MarcRecord

SERIAL_LEVELS = ("s", "i")
SERIAL_PLACES: Mapping[str, str] = {"011$a": "issn", "110/1": "frequency"}
FREQUENCIES: Mapping[str, str] = {
    "a": "daily", "b": "several_a_week", "c": "weekly", "d": "fortnightly", "e": "twice_a_month",
    "f": "monthly", "g": "bimonthly", "h": "quarterly", "i": "times_a_year", "j": "half_yearly",
    "k": "yearly", "n": "several_a_week", "o": "three_times_a_month",
}  # fmt: skip
"""Position 1 of 110$a; biennial and triennial ones, and what is not known, have none of ours."""
_THREE_A_YEAR = "i"
_IRREGULAR = "y"


def add_serial(record: MarcRecord, into: Mapped) -> None:
    """Take what a periodical is asked for; who made it and what it looks like may differ by issue."""
    for field in record.of("011"):
        into.add("issn", field.first("a"), "011$a")
        break
    coded = next((field.first("a") for field in record.of("110")), "")
    frequency, irregular = coded[1:2], coded[2:3] == _IRREGULAR
    into.add("frequency", "irregular" if irregular else FREQUENCIES.get(frequency, ""), "110/1")
    if frequency == _THREE_A_YEAR:
        into.add("times", "3", "110/1")
