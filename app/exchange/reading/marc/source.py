"""What both forms of MARC share: the dialect of a file, and a record as one of ours."""

from app.exchange.mapping.marc import given_by
from app.exchange.reading.marc.record import MarcRecord
from app.exchange.records import Act, Finding, SourceRecord

EXAMINED = 1000
"""So many records are looked at before the first is handed over: for the dialect and the encoding."""


def source_record(
    number: int, row: int | None, record: MarcRecord, doubts: tuple[Finding, ...] = ()
) -> SourceRecord:
    """Return a record as one of ours, with what was doubtful about it before."""
    mapped = given_by(record)
    told = tuple(
        Finding(number, row, doubt.place, doubt.code, doubt.severity, doubt.params) for doubt in mapped.doubts
    )
    # Catalogues mark every record that was ever corrected with c; only a deletion is an order.
    act = Act.DELETE if record.leader[5:6] == "d" else Act.NEW
    return SourceRecord(number, row, mapped.given, (*doubts, *told), act, record.control("001"))
