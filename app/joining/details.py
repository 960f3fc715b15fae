"""What an applicant says of an organisation, checked before anything is kept."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from app.accounts.queries import has_people
from app.accounts.services.accounts import KINDS_FOR
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.domain.identifiers import parse_isbn_prefix, parse_stir
from app.joining.claims import tin_differs
from app.joining.models import Application
from app.organisations.models import Organisation
from app.organisations.queries import likely_duplicates
from app.organisations.services import NewOrganisation, check_licensed, check_names, check_place

DEPOSITOR_KINDS = KINDS_FOR[Role.DEPOSITOR]


@dataclass(frozen=True, slots=True)
class Details:
    """An organisation as its applicant describes it, and which record is theirs or why none is.

    `other_reason` of a record that is theirs says why its TIN is another.
    """

    organisation: NewOrganisation
    claimed_id: int | None = None
    other_reason: str = ""

    def columns(self) -> dict[str, object]:
        """Return the details as an application keeps them."""
        kept = set(Application.__table__.columns.keys())
        values = {name: value for name, value in asdict(self.organisation).items() if name in kept}
        return values | {
            "isbn_prefixes": list(self.organisation.isbn_prefixes),
            "claimed_id": self.claimed_id,
            "other_reason": self.other_reason,
        }


def organisation_of(application: Application) -> NewOrganisation:
    """Return what an approval makes of an application."""
    return NewOrganisation(
        kind=application.kind,
        name=application.name,
        name_ru=application.name_ru,
        name_en=application.name_en,
        stir=application.stir,
        region_soato=application.region_soato,
        district_soato=application.district_soato,
        address=application.address,
        legal_address=application.legal_address,
        licence_number=application.licence_number,
        licensed_on=application.licensed_on,
        contact_name=application.contact_name,
        phone=application.phone,
        email=application.email,
        isbn_prefixes=tuple(application.isbn_prefixes),
    )


def duplicates_of(said: NewOrganisation) -> list[Organisation]:
    """Return the records that may be the organisation described; what cannot be read finds nothing."""
    return list(
        likely_duplicates(
            stir=_read_or_none(said.stir),
            names=(said.name, said.name_ru, said.name_en),
            isbn_prefixes=[digits for text in said.isbn_prefixes if (digits := _prefix_or_none(text))],
        )
    )


def checked(details: Details, *, at: datetime) -> Details:
    """Return the details in their one written form.

    Raises:
        DomainError: `application.kind_unfit`, `organisation.name_missing`,
            `organisation.name_says_nothing`, `stir.malformed`, `stir.one_figure`,
            `organisation.region_unknown`, `organisation.district_unfit`, `isbn_prefix.malformed`,
            `organisation.licensed_later`, `application.choose_record` while records are alike and nothing is
            said of them, `application.stir_registered`, `application.has_people`,
            `application.claim_tin_differs` while nothing is said of that.
    """
    said = details.organisation
    if said.kind not in DEPOSITOR_KINDS:
        raise DomainError("application.kind_unfit", field="kind")
    check_names(name=said.name, name_ru=said.name_ru, name_en=said.name_en)
    stir = parse_stir(said.stir or "")
    prefixes = tuple(dict.fromkeys(parse_isbn_prefix(text) for text in said.isbn_prefixes))
    check_place(said.region_soato, said.district_soato)
    check_licensed(said.licensed_on, at)
    said = replace(said, name=said.name.strip(), stir=stir, isbn_prefixes=prefixes)
    _check_duplicates(details, said)
    return replace(details, organisation=said)


def _check_duplicates(details: Details, said: NewOrganisation) -> None:
    alike = duplicates_of(said)
    of_stir = next((row for row in alike if row.stir == said.stir), None)
    if of_stir is not None and has_people(of_stir.id):
        raise DomainError("application.has_people", field="stir")
    if details.claimed_id is not None:
        claimed = next((row for row in alike if row.id == details.claimed_id), None)
        _check_claim(claimed, said.stir, details.other_reason)
    elif of_stir is not None:
        raise DomainError("application.stir_registered", field="same_as")
    elif alike and not details.other_reason.strip():
        raise DomainError("application.choose_record", field="same_as")


def _check_claim(claimed: Organisation | None, stir: str | None, reason: str) -> None:
    if claimed is None or claimed.kind not in DEPOSITOR_KINDS:
        raise DomainError("application.claim_unfit", field="same_as")
    if has_people(claimed.id):
        raise DomainError("application.has_people", field="same_as")
    if tin_differs(claimed, stir) and not reason.strip():
        raise DomainError("application.claim_tin_differs", "other_reason", known=claimed.stir, said=stir)


def _read_or_none(stir: str | None) -> str | None:
    try:
        return parse_stir(stir or "")
    except DomainError:
        return None


def _prefix_or_none(text: str) -> str | None:
    try:
        return parse_isbn_prefix(text)
    except DomainError:
        return None
