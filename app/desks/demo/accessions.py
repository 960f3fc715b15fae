"""The National Library of the demonstration enters what it takes in under numbers of its own."""

from collections.abc import Mapping
from datetime import datetime

from app.deposits.accessions.services import define_series
from app.domain.actor import Actor
from app.organisations.queries import depository_by_code


def number_what_comes(librarians: Mapping[int, Actor], at: datetime) -> None:
    """Let each copy that comes from now on get the next number of the year."""
    librarian = librarians[depository_by_code("uz-natlib").id]
    define_series(prefix="K", kind="", yearly=True, digits=6, next_number=1, by=librarian, at=at)
