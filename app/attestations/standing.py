"""How an attestation stands now: derived, never stored."""

from enum import StrEnum


class Standing(StrEnum):
    """The state of an attestation. A valid one is true of its own hour and says nothing of later ones."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    """A newer one was made of the same kind, depositor and period."""
    WITHDRAWN = "withdrawn"
    """The authority took it back."""


def standing_of(*, withdrawn: bool, followed: bool) -> Standing:
    """The state; once superseded it stays so, even if what followed was withdrawn."""
    if withdrawn:
        return Standing.WITHDRAWN
    return Standing.SUPERSEDED if followed else Standing.VALID
