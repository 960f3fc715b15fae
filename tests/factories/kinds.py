"""An answer to everything that any kind is asked, made from the tables."""

from datetime import date

from app.domain.kinds import DETAILS, Detail, DetailType, Level
from app.domain.publication import Carrier, Kind
from app.domain.registration import GivenIdentifier, RegistrationAnswers
from app.domain.schemes import Scheme, parse_number

NUMBERS = {
    Scheme.ISBN: "978-9943-7251-3-3",
    Scheme.ISMN: "979-0-2306-7118-7",
    Scheme.ISSN: "2049-3630",
    Scheme.DOI: "10.1000/182",
    Scheme.URN: "urn:nbn:uz:12345",
    Scheme.ISRC: "UZ-ABC-26-00001",
    Scheme.ISAN: "0000-0000-D07A-0090-Q-0000-0000-X",
    Scheme.EIDR: "10.5240/7791-8534-2C23-9030-8610-5",
    Scheme.STANDARD: "OʻzDSt 1234:2020",
    Scheme.PATENT: "IAP 06543",
    Scheme.OWN: "№ 12-34",
}
"""A right number of each scheme."""

EXAMPLES = {"specialty_code": "10.00.02"}


def example_of(detail: Detail) -> object:
    """Return something that a detail may be."""
    values: dict[DetailType, object] = {
        DetailType.TEXT: EXAMPLES.get(detail.name, f"Namuna {detail.name}"),
        DetailType.NUMBER: 12,
        DetailType.DURATION: 5525,
        DetailType.DAY: "2026-11-19",
        DetailType.CODE: next(iter(detail.codes), ""),
        DetailType.CODES: [*detail.codes[:1]],
        DetailType.ADDRESS: "https://nusxa.example/kitob",
    }
    return values[detail.type]


def typed_in(detail: Detail) -> dict[str, str]:
    """Return what a person types for `example_of`, by the names of the inputs."""
    if detail.type is DetailType.DAY:
        return {f"{detail.name}-day": "19", f"{detail.name}-month": "11", f"{detail.name}-year": "2026"}
    if detail.type is DetailType.DURATION:
        return {detail.name: "1:32:05"}
    value = example_of(detail)
    return {detail.name: str(value[0] if isinstance(value, list) else value)}


def details_of(level: Level) -> dict[str, object]:
    """Return an example of every detail of a level."""
    return {name: example_of(detail) for name, detail in DETAILS.items() if detail.level is level}


def everything(kind: Kind, carrier: Carrier) -> RegistrationAnswers:
    """Return answers to all that is ever asked, whether this kind has it or not."""
    numbers = [parse_number(scheme, text) for scheme, text in NUMBERS.items()]
    return RegistrationAnswers(
        title="Namuna",
        language="uz",
        script="Latn",
        kind=kind,
        origin="domestic",
        carrier=carrier,
        udc="821",
        identifiers=tuple(GivenIdentifier(n.scheme, n.value, n.printed) for n in numbers),
        series="Namunalar",
        title_details=details_of(Level.TITLE),
        edition_status="unchanged_reprint",
        original_deposited=True,
        print_run=500,
        pages=96,
        size="60×84 1/16",
        price=45_000,
        import_copies=200,
        print_on_demand=True,
        hire_only=True,
        printer_id=7,
        printer_name="Namuna bosmaxona",
        place="Toshkent",
        year=2026,
        events={"first_batch_released": date(2026, 11, 19)},
        release_details=details_of(Level.RELEASE),
    )
