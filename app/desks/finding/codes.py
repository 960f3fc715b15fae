"""The codes of papers and labels, which lead straight to what they name."""

import re

from flask import url_for
from sqlalchemy import select

from app.compliance.models import Notice
from app.compliance.scope import notices_within_reach
from app.deposits.accessions.queries import copy_numbered
from app.deposits.consignments.models import Box, Consignment, Copy
from app.deposits.consignments.queries import consignment_for
from app.deposits.obligations.scope import concerned
from app.deposits.receiving.queries import receipt_for
from app.domain.actor import Actor
from app.domain.codes import CodeKind, ScannedCode, parse_code
from app.domain.errors import DomainError, NotFound
from app.infra.db import session
from app.policy.permissions import Permission
from app.publications.queries import release_for

NUMBER_OF_NOTICE = re.compile(r"\d{4}-\d{6,}")


def address_of_code(actor: Actor, text: str) -> str | None:
    """Return where the code of a paper or a label leads, or None for what is no code within reach."""
    notice = _notice_numbered(actor, text)
    if notice is not None:
        return url_for("compliance.notice", notice_id=notice)
    numbered = copy_numbered(actor, text)
    if numbered is not None:
        return url_for("accessions.copy", copy_id=numbered)
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
    if code.kind is CodeKind.BOX:
        of_box = select(Consignment.code).join(Box, Box.consignment_id == Consignment.id)
        parcel = session().scalar(of_box.where(Box.code == code.text)) or ""
        return url_for("consignments.show", code=consignment_for(actor, parcel).code)
    if code.kind is CodeKind.RECEIPT_ACT:
        return url_for("receiving.receipt", number=receipt_for(actor, code.text).receipt.number)
    if code.kind is CodeKind.VERIFICATION:
        return url_for("verification.show", code=code.text)
    release_id = session().scalar(select(Copy.release_id).where(Copy.code == code.text))
    if release_id is None:
        return None
    return url_for("desks.release", release_id=release_for(actor, release_id, within=concerned(actor)).id)
