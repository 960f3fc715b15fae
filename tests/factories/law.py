"""The law of the tests: the country's hypothetical rule set, its libraries and its calendar."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import select

from app.domain.actor import SYSTEM
from app.domain.law import RuleSet
from app.infra.db import session
from app.law import reading
from app.law.calendars.services import seed_calendar
from app.law.models import AdoptedRuleSet
from app.law.services import adopt_rule_set
from app.organisations.models import Organisation, OrganisationKind, Region

UZ_DRAFT = Path(reading.__file__).parent / "rule_sets" / "uz-draft.yaml"
LONG_AGO = datetime(2024, 1, 1, 6, 0, tzinfo=UTC)


@cache
def uz_draft_text() -> str:
    """The text of the country's hypothetical rule set."""
    return UZ_DRAFT.read_text("utf-8")


@cache
def uz_draft() -> RuleSet:
    """The same, read."""
    return reading.read_rule_set(uz_draft_text())


def add_region(soato: str) -> str:
    """Add a region unless it is there; its names are its code."""
    if session().get(Region, soato) is None:
        session().add(_region(soato))
        session().flush()
    return soato


def _region(soato: str) -> Region:
    names = dict.fromkeys(("name_uz", "name_uz_cyrl", "name_ru", "name_kaa", "name_en"), f"Region {soato}")
    return Region(soato=soato, iso_3166_2=f"UZ-{soato}", kind="region", **names)


def add_depositories() -> None:
    """Add every library that the rule set names, each under its code."""
    codes = {
        code: None
        for recipient in uz_draft().recipients.values()
        for code in (*recipient.group, *recipient.members.values())
    }
    regions = {_region_of(code) for code in codes}
    session().add_all(
        _region(soato) for soato in sorted(regions - set(session().scalars(select(Region.soato))))
    )
    session().flush()
    there = set(session().scalars(select(Organisation.code)))
    session().add_all(_library(code) for code in codes if code not in there)
    session().flush()


def add_depository(code: str) -> Organisation:
    """Add a library by its code unless it is there; `uz-akm-1703` lies in region 1703, others in 1726."""
    found = session().query(Organisation).filter_by(code=code).one_or_none()
    if found is not None:
        return found
    add_region(_region_of(code))
    library = _library(code)
    session().add(library)
    session().flush()
    return library


def _library(code: str) -> Organisation:
    return Organisation(
        kind=OrganisationKind.DEPOSITORY,
        name=f"Library {code}",
        code=code,
        region_soato=_region_of(code),
        search_key=code,
        created_at=LONG_AGO,
    )


def _region_of(code: str) -> str:
    ending = code.rsplit("-", 1)[-1]
    return ending if ending.isdigit() else "1726"


def add_calendar() -> None:
    """Seed the calendar of 2024 to 2027."""
    seed_calendar(jurisdiction="UZ", first_year=2024, last_year=2027, by=SYSTEM, at=LONG_AGO)


def adopt(text: str | None = None, effective_from: date = date(2024, 1, 1)) -> AdoptedRuleSet:
    """Adopt a rule set as the system, by default the country's from 2024 on."""
    return adopt_rule_set(text=text or uz_draft_text(), effective_from=effective_from, by=SYSTEM, at=LONG_AGO)


def add_law(text: str | None = None) -> AdoptedRuleSet:
    """Libraries, calendar and rule set, by default the country's: all that obligations need."""
    add_depositories()
    add_calendar()
    return adopt(text)


def countersigned_text() -> str:
    """The country's text, but for a second person who countersigns each notice."""
    step = "    action: formal_notice\n"
    return uz_draft_text().replace(step, f"{step}    countersigned: true\n")
