"""Reads of kept inquiries; anyone who has the code may read one."""

from sqlalchemy import select

from app.domain.codes import parse_code
from app.domain.errors import DomainError, NotFound
from app.infra.db import session
from app.joining.applicability.models import ApplicabilityInquiry


def inquiry_by_code(code: str) -> ApplicabilityInquiry:
    """Return what was asked under a code, in whatever form it is written. Raises `NotFound`."""
    try:
        written = parse_code(code).text
    except DomainError as error:
        raise NotFound("not_found") from error
    found = session().scalar(select(ApplicabilityInquiry).where(ApplicabilityInquiry.code == written))
    if found is None:
        raise NotFound("not_found")
    return found
