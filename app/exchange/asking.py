"""What a person types about a file, as what the readers understand."""

import json
from collections.abc import Mapping

from app.domain.errors import DomainError
from app.exchange.reading.delimited import asked_delimiter
from app.exchange.records import Asked, Format


def asked_by(
    asked_format: str | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    mapping: str | None,
) -> Asked:
    """Return the wishes typed by a person; None asks for nothing.

    Raises:
        DomainError: `exchange.delimiter`, `exchange.mapping_unreadable`.
    """
    pairs = _pairs(mapping) if mapping else {}
    return Asked(
        format=Format(asked_format) if asked_format else None,
        encoding=encoding,
        delimiter=asked_delimiter(delimiter) if delimiter else None,
        sheet=sheet,
        mapping={heading: column for heading, column in pairs.items() if not heading.startswith("=")},
        constants={column: heading[1:] for heading, column in pairs.items() if heading.startswith("=")},
    )


def _pairs(mapping: str) -> Mapping[str, str]:
    if not mapping.lstrip().startswith("{"):
        parts = [part.rpartition("=") for part in mapping.split(",") if part.strip()]
        if any(not sign or not heading.strip() for heading, sign, _column in parts):
            raise DomainError("exchange.mapping_unreadable")
        return {heading.strip(): column.strip() for heading, _sign, column in parts}
    try:
        read = json.loads(mapping)
    except (ValueError, RecursionError) as error:
        raise DomainError("exchange.mapping_unreadable") from error
    if not all(isinstance(column, str) for column in read.values()):
        raise DomainError("exchange.mapping_unreadable")
    return {str(heading).strip(): column for heading, column in read.items()}
