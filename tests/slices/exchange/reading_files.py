"""A file in, its report out."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import DomainError
from app.domain.registration import RegistrationAnswers
from app.exchange.asking import asked_by
from app.exchange.checking import Checked, checked_records
from app.exchange.reading.opening import open_source
from app.exchange.report import preview
from app.exchange.values import Surroundings

AROUND = Surroundings(date(2026, 11, 26), "UZ")
NAMES = ("asked_format", "encoding", "delimiter", "sheet", "mapping")


class Reading:
    """Writes files into one folder and reads them."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "file"

    def given(self, content: bytes | str) -> Path:
        self.file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self.file

    def report(self, content: bytes | str | Path, **asked: str) -> dict[str, Any]:
        path = content if isinstance(content, Path) else self.given(content)
        told = preview(path, asked_by(**{**dict.fromkeys(NAMES), **asked}), AROUND)
        with told.problems:
            read: dict[str, Any] = json.loads("".join(told.parts()))
        return read

    def codes(self, content: bytes | str | Path, **asked: str) -> list[tuple[int | None, str, str]]:
        """Return record, field and code of each problem, without what is told of headings."""
        return [
            (problem["record"], problem["field"], problem["code"].removeprefix("exchange."))
            for problem in self.report(content, **asked)["problems"]
            if problem["record"] is not None
        ]

    def checked(self, content: bytes | str | Path, **asked: str) -> list[Checked]:
        path = content if isinstance(content, Path) else self.given(content)
        wishes = asked_by(**{**dict.fromkeys(NAMES), **asked})
        return list(checked_records(open_source(path, wishes), AROUND, wishes.constants))

    def answers(self, content: bytes | str | Path, **asked: str) -> RegistrationAnswers:
        """Return the answers of the first record, which must be accepted."""
        found = self.checked(content, **asked)[0]
        assert found.answers is not None, [finding.code for finding in found.findings]
        return found.answers

    def refusal(self, content: bytes | str | Path, **asked: str) -> DomainError:
        """Return why a file is refused as a whole."""
        with pytest.raises(DomainError) as raised:
            self.report(content, **asked)
        return raised.value
