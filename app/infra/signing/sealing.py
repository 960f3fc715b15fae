"""What a document says of the signature that its file will bear."""

from app.domain.documents import Seal
from app.infra import clock
from app.infra.signing.keys import SigningKey, common_name

_GROUP = 4


def seal_of(key: SigningKey) -> Seal:
    """The certificate of a key, as a document names it."""
    found = key.certificate
    figures = f"{found.serial_number:X}"
    return Seal(
        holder=common_name(found.subject),
        issuer=common_name(found.issuer),
        serial=" ".join(figures[at : at + _GROUP] for at in range(0, len(figures), _GROUP)),
        valid_until=clock.local_day(found.not_valid_after_utc),
    )
