"""What speaks against a number although it can be one: each doubt is told, and answered, by itself."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.domain.schemes import Number, Scheme
from app.organisations.models import Organisation
from app.organisations.queries import isbns_of_others
from app.publications.namesakes import Namesake, namesakes

Carried = Mapping[tuple[str, str], Sequence[Namesake]]
"""Titles by a number (scheme, value) that they carry."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that speaks against a number: `about` is the title that carries it already, or the publisher
    to whom numbers that begin so were given; None says that its check digit is wrong."""

    number: Number
    about: Namesake | Organisation | None = None

    @property
    def mark(self) -> str:
        """What tells this doubt from every other: a reason answers the doubts that were shown with it."""
        match self.about:
            case Namesake(publication_id=key):
                ground = f"title {key}"
            case Organisation(id=key):
                ground = f"prefix {key}"
            case _:
                ground = "check digit"
        said = f"{self.number.scheme} {self.number.value} {ground}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def doubts_of(
    numbers: Collection[Number],
    *,
    publication_id: int | None,
    organisation_id: int | None,
    carried: Carried | None = None,
) -> Mapping[Number, list[Doubt]]:
    """Return all that speaks against each of these numbers; one against which nothing speaks is left out.

    A number that `publication_id` carries is its own; whose prefix an ISBN has is looked at where it is known
    whose own it should have (`organisation_id`). `carried` are the titles that carry the numbers, where they
    were read already.
    """
    if carried is None:
        carried = namesakes({(number.scheme.value, number.value) for number in numbers})
    strangers: Mapping[str, Organisation] = {}
    if organisation_id is not None:
        isbns = {number.value for number in numbers if number.scheme is Scheme.ISBN}
        strangers = isbns_of_others(isbns, own_id=organisation_id)
    found: dict[Number, list[Doubt]] = {}
    for number in numbers:
        isbn = number.scheme is Scheme.ISBN
        carriers = carried.get((number.scheme.value, number.value), ())
        others = [other for other in carriers if other.publication_id != publication_id][:1]
        holder = strangers.get(number.value) if isbn else None
        doubts = [] if number.valid else [Doubt(number)]
        doubts += [Doubt(number, about) for about in (*others, holder) if about is not None]
        if doubts:
            found[number] = doubts
    return found
