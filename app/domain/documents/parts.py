"""What several documents share: who speaks to whom, about which works, on which rules."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RuleSetName:
    """The adopted rules a document rests on, such as `uz-draft` in version `0.1`."""

    code: str
    version: str
    hypothetical: bool


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks: the line above the name (a state, a kind of library), the name, and lines of contact."""

    above: str
    name: str
    contacts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a document. `tax_number` is the nine figures of the STIR; what is unknown is empty."""

    name: str
    address: str = ""
    tax_number: str = ""
    phone: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """The person addressed, in the dative in Uzbek, elsewhere a post and a name as they are; each part may be
    empty."""

    post: str = ""
    person: str = ""
    salutation: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Post and name under a document. A visible stamp belongs on signed files only."""

    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The certificate with which a file is signed: holder, who vouches for it, number, last day.

    It is known when the file is made; a paper that has none is not signed.
    """

    holder: str
    issuer: str
    serial: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class Executor:
    """Who prepared the document, for questions by phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Check:
    """How anyone checks the paper: `code` as read aloud, `url` for the QR in capitals, `address` as typed."""

    code: str
    url: str
    address: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that finds the publication: its kind (`ISBN`, `ISSN`, `ISMN`) and its hyphenated figures."""

    kind: str
    figures: str


@dataclass(frozen=True, slots=True)
class Work:
    """A publication as it is quoted: `title` in its own script, `language` as a tag like `uz-Latn`."""

    title: str
    language: str
    identifier: Identifier | None = None
