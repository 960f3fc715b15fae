"""Which answers a registration asks for, in the order of its pages."""

from collections.abc import Iterator

from app.domain.kinds import DETAILS, Level
from app.domain.publication import EditionStatus
from app.domain.registration import (
    ASKED_OF_SOME,
    ASKED_WHERE_THE_LAW_ASKS,
    NAMES,
    RELEASE_FACTS,
    RegistrationAnswers,
)

OF_LATER_RELEASES = ("original_deposited", "deposit_reason", "edition_changes")
"""What makes no sense of a first edition."""


def names_asked(answers: RegistrationAnswers) -> list[str]:
    """Return the names of what this kind on this carrier is asked; the printer under one name, no days.

    What is asked only where the law asks, where there are imprints, or where the register knows otherwise, is
    among them once it is answered.
    """
    first = answers.edition_status == EditionStatus.FIRST
    unsaid = {name for name in ASKED_WHERE_THE_LAW_ASKS if getattr(answers, name) is None}
    if answers.imprint_id is None:
        unsaid.add("imprint")
    if "deposit_reason" not in answers.release_details:
        unsaid.add("deposit_reason")
    return [
        name
        for name in names_possible(answers)
        if name not in unsaid and not (first and name in OF_LATER_RELEASES)
    ]


def names_possible(answers: RegistrationAnswers) -> list[str]:
    """Return the names of everything that this kind on this carrier can be asked."""
    return list(_names(answers))


def of_release(name: str) -> bool:
    """Say whether an answer speaks of the release, and not of the title."""
    if name in DETAILS:
        return DETAILS[name].level is Level.RELEASE
    return name in RELEASE_FACTS or name in ("printer", "imprint")


def _names(answers: RegistrationAnswers) -> Iterator[str]:
    kind = answers.definition
    asked = kind.asked(answers.carrier) if kind else ()
    for name in NAMES:
        fact = ASKED_OF_SOME.get(name, name)
        if name in ("title_details", "release_details"):
            yield from (detail for detail in asked if detail in DETAILS and _kept_in(detail) == name)
        elif name not in ("printer_id", "events") and (name not in ASKED_OF_SOME or fact in asked):
            yield "imprint" if name == "imprint_id" else fact


def _kept_in(detail: str) -> str:
    return f"{DETAILS[detail].level}_details"
