"""What makes a paper of the authority this one: its number and the code by which anybody checks it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from app.deposits.series import next_number
from app.domain.codes import document_number, draw_verification_code
from app.infra import clock


@dataclass(frozen=True, slots=True)
class Identity:
    """A paper's place in a series, its verification code, the moment of issue."""

    series: str
    year: int
    sequence: int
    code: str
    at: datetime

    @property
    def number(self) -> str:
        """Its number as it is written: `2026-000417`."""
        return document_number(self.year, self.sequence)


def take_identity(series: str, *, specimen: bool, at: datetime) -> Identity:
    """Take the next number of a series; specimens have a series of their own.

    Take it late: others who issue wait for it until this act is done.
    """
    named, year = f"specimen-{series}" if specimen else series, clock.local_day(at).year
    code = draw_verification_code(secrets.choice)
    return Identity(named, year, next_number(named, year), code, at)
