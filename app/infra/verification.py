"""Where anyone checks a document: the short address in its QR symbol."""

from app.domain.documents import Check
from app.infra.settings import settings


def check_of(code: str) -> Check:
    """Return how a document with this verification code is checked, as its paper shows it."""
    address = f"{settings().public_url}/t"
    url = f"{address}/{code.replace('-', '')}".upper()
    return Check(code, url, address.split("://", 1)[-1])
