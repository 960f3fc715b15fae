"""As whom a file is looked at and taken."""

from dataclasses import replace

from app.domain.actor import Actor
from app.organisations.queries import records_of


def acting_as(person: Actor, organisation_id: int) -> Actor:
    """Return a person as the organisation that sent a file, whose own are the records merged with it as well:
    a mandate may have let somebody of another house accept it."""
    merged = records_of(organisation_id) - {organisation_id}
    return replace(person, organisation_id=organisation_id, absorbed=merged)
