"""The register of letters handed to the post as plain values."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.documents.parts import Letterhead, RuleSetName


@dataclass(frozen=True, slots=True)
class PostItem:
    """One letter: to whom, where, which notice is in it; `tracking` is empty until the post gave a number."""

    addressee: str
    address: str
    notice: str
    tracking: str = ""


@dataclass(frozen=True, slots=True)
class PostRegisterPaper:
    """The letters of a batch in postal order; `without_address` notices are not among them.

    It is a list of the authority's own and no form of the post: what is weighed is written in by hand.
    """

    batch: int
    made_at: datetime
    made_by: str
    specimen: bool
    rules: RuleSetName
    letterhead: Letterhead
    items: tuple[PostItem, ...]
    without_address: int
