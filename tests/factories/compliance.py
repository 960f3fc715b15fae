"""Late obligations, the authority that follows them up, and notices, as rows; the caller keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from app.accounts.models import Account
from app.compliance.batches.services import move_batch, prepare_batch
from app.compliance.batches.states import Verb
from app.compliance.countersigning.services.proposing import propose_notice
from app.compliance.models import Notice
from app.compliance.services.issuing import issue_notice
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor, Role
from app.infra.db import session, transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Release
from tests.factories.law import add_depository, add_law, add_region
from tests.factories.obligations import add_organisation, add_release

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PERSON = "A. N. Yoʻldoshev"
PHONE = "(71) 000-00-00"
_numbers = count(1)


@dataclass(frozen=True)
class Late:
    """A country with its law and authority, a publisher, a library, and an inspector of the whole country."""

    rules: AdoptedRuleSet
    authority: Organisation
    publisher: Organisation
    library: Organisation
    inspector: Actor


def make_late_world(text: str | None = None) -> Late:
    """Return the parties of a notice under a law, in a transaction of their own."""
    with transaction():
        rules = add_law(text)
        authority = add_organisation(OrganisationKind.AUTHORITY, name="Vakolatli organ (namoyish)")
        authority.head_post, authority.head_name = "Nazorat boshqarmasi boshligʻi", PERSON
        authority.phone, authority.address = PHONE, "Toshkent, Namuna koʻchasi, 1"
        publisher = add_organisation(name="Oltin Davot MChJ")
        publisher.stir, publisher.address = "999000117", "Buxoro, Namuna koʻchasi, 12"
        publisher.head_post, publisher.head_name = "Direktor", "D. S. Rahmonova"
        return Late(rules, authority, publisher, add_depository("uz-natlib"), add_inspector(authority))


def add_inspector(
    authority: Organisation, region: str | None = None, *, name: str = "S. M. Qodirova"
) -> Actor:
    """Add the account of an inspector and return him as services know him."""
    if region is not None:
        add_region(region)
    account = Account(
        email=f"inspector{next(_numbers)}@example.uz",
        name=name,
        password_hash="none",
        role=Role.REGULATOR,
        organisation_id=authority.id,
        region_soato=region,
        created_at=AT,
    )
    session().add(account)
    session().flush()
    return account.actor()


def add_late(
    world: Late,
    *,
    depositor: Organisation | None = None,
    release: Release | None = None,
    title: str = "",
    **differing: object,
) -> Obligation:
    """Add an obligation of two copies, due on 2 November, of which `differing` values differ."""
    depositor = depositor or world.publisher
    facts: dict[str, object] = {"title": title} if title else {}
    release = release or add_release(depositor, **facts)
    values: dict[str, object] = {
        "depositor_id": depositor.id,
        "depository_id": world.library.id,
        "rule_set_id": world.rules.id,
        "rule_id": f"rule-{next(_numbers)}",
        "region_soato": depositor.region_soato,
        "form": "physical",
        "copies": 2,
        "due_on": date(2026, 11, 2),
        "event_on": date(2026, 10, 20),
        **differing,
    }
    obligation = Obligation(
        release_id=release.id,
        instrument="uzd",
        locator="6-modda, 1-qism",
        depositor_role="publisher",
        event="first_batch_released",
        created_at=AT,
        **values,
    )
    session().add(obligation)
    session().flush()
    return obligation


def make_notice(world: Late, *lines: Obligation, language: str = "uz", at: datetime = AT) -> Notice:
    """Issue a notice of these lines of one depositor, in a transaction of its own; without a file."""
    with transaction():
        return issue_notice(
            depositor_id=lines[0].depositor_id or 0,
            obligation_ids=[line.id for line in lines],
            language=language,
            by=world.inspector,
            at=at,
        ).notice


def propose(world: Late, *lines: Obligation, by: Actor | None = None, language: str = "uz") -> int:
    """Propose a notice of these lines of one depositor, by default as the inspector; returns its id."""
    with transaction():
        return propose_notice(
            depositor_id=lines[0].depositor_id or 0,
            obligation_ids=[line.id for line in lines],
            language=language,
            by=by or world.inspector,
            at=AT,
        ).proposal.id


def add_late_depositors(world: Late, number: int) -> list[Organisation]:
    """Add depositors with an address and one late line each, in a transaction of their own."""
    with transaction():
        made = [add_organisation(name=f"Nashriyot {place:04}") for place in range(number)]
        for each in made:
            each.address = "Namuna koʻchasi, 1"
            add_late(world, depositor=each)
    return made


def started_batch(world: Late, depositors: Sequence[Organisation]) -> int:
    """Prepare and start a batch of these depositors; returns its id."""
    ids, by = [each.id for each in depositors], world.inspector
    with transaction():
        batch = prepare_batch(depositor_ids=ids, noticed_already=0, language="uz", by=by, at=AT)
        move_batch(batch_id=batch.id, verb=Verb.START, by=by, at=AT)
    return batch.id
