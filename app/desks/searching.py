"""One search over everything that a person may look for, each kind within the reader's reach."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import exists, or_, select

from app.compliance.models import Notice
from app.compliance.scope import notices_within_reach
from app.deposits.consignments.models import Copy
from app.deposits.consignments.queries import consignment_for
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.deposits.receiving.queries import receipt_for
from app.domain.actor import Actor, Role
from app.domain.codes import CodeKind, ScannedCode, parse_code
from app.domain.errors import DomainError, NotFound
from app.infra.db import session
from app.organisations.models import Organisation
from app.organisations.queries import list_organisations
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.models import Release
from app.publications.queries import reached, release_for, search_titles

TITLES_SHOWN = 50
ORGANISATIONS_SHOWN = 10
NUMBER_OF_NOTICE = re.compile(r"\d{4}-\d{6,}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found; `more` when there are more titles than shown."""

    titles: Sequence[Release]
    more: bool
    organisations: Sequence[tuple[Organisation, str]]

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self.titles and not self.organisations


def search(actor: Actor, text: str) -> Found:
    """Find titles by title, person, ISBN or publisher, and organisations by name or STIR."""
    concerned = exists().where(
        Obligation.release_id == Release.id, within_reach(actor, Permission.OBLIGATION_READ)
    )
    titles = search_titles(text, TITLES_SHOWN + 1, restrict=or_(reached(actor), concerned))
    return Found(titles[:TITLES_SHOWN], len(titles) > TITLES_SHOWN, _organisations(actor, text))


def address_of_code(actor: Actor, text: str) -> str | None:
    """Return where the code of a paper or a label leads, or None for what is no code within reach."""
    notice = _notice_numbered(actor, text)
    if notice is not None:
        return url_for("compliance.notice", notice_id=notice)
    try:
        code = parse_code(text)
    except DomainError:
        return None
    try:
        return _address(actor, code)
    except NotFound:
        return None


def _notice_numbered(actor: Actor, text: str) -> int | None:
    """The notice with this number; none where a specimen and another bear it, for then a list tells more."""
    if not NUMBER_OF_NOTICE.fullmatch(text):
        return None
    reached = notices_within_reach(actor, Permission.NOTICE_READ)
    found = session().scalars(select(Notice.id).where(Notice.number == text, reached).limit(2)).all()
    return found[0] if len(found) == 1 else None


def _address(actor: Actor, code: ScannedCode) -> str | None:
    if code.kind is CodeKind.CONSIGNMENT:
        return url_for("consignments.show", code=consignment_for(actor, code.text).code)
    if code.kind is CodeKind.RECEIPT_ACT:
        return url_for("receiving.receipt", number=receipt_for(actor, code.text).receipt.number)
    if code.kind is CodeKind.VERIFICATION:
        return url_for("verification.show", code=code.text)
    release_id = session().scalar(select(Copy.release_id).where(Copy.code == code.text))
    if release_id is None:
        return None
    concerned = exists().where(
        Obligation.release_id == Release.id, within_reach(actor, Permission.OBLIGATION_READ)
    )
    return url_for("desks.release", release_id=release_for(actor, release_id, within=concerned).id)


def _organisations(actor: Actor, text: str) -> list[tuple[Organisation, str]]:
    """Organisations, each with where it leads: its record, or what it owes within the reader's reach."""
    if actor.role is Role.DEPOSITOR:
        return []
    region = actor.region_soato if actor.role is Role.REGULATOR else None
    found = list_organisations(search=text, region_soato=region, limit=ORGANISATIONS_SHOWN)
    return [(organisation, _record(actor, organisation)) for organisation in found[:ORGANISATIONS_SHOWN]]


def _record(actor: Actor, organisation: Organisation) -> str:
    if may(actor, Permission.ORGANISATION_MANAGE):
        return url_for("organisations.organisation", organisation_id=organisation.id)
    return url_for("obligations.index", depositor=organisation.id)
