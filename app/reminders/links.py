"""The link in a digest that ends reminders without signing in: signed, so that nobody can end another's."""

from itsdangerous import BadSignature, URLSafeSerializer

from app.infra.addresses import public_address
from app.infra.settings import settings


def stop_address(account_id: int) -> str:
    """Return the address at which this person can end his reminders."""
    return public_address("reminders.stop", token=_serializer().dumps(account_id))


def account_of(token: str) -> int | None:
    """Return whose reminders the token of an address ends; None for one that was not made here."""
    try:
        account_id = _serializer().loads(token)
    except BadSignature:
        return None
    return account_id if isinstance(account_id, int) else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="reminders.stop")
