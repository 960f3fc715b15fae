"""How an organisation is reached, and who signs for it."""

from dataclasses import asdict, dataclass
from datetime import datetime

from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Contact:
    """What is kept up to date: where papers go, whom to ask, and who signs."""

    address: str
    legal_address: str
    contact_name: str
    phone: str
    email: str
    head_post: str
    head_name: str
    address_ru: str = ""
    head_post_ru: str = ""
    head_post_en: str = ""
    head_name_ru: str = ""


def change_contact(*, organisation_id: int, contact: Contact, by: Actor, at: datetime) -> Organisation:
    """Change where an organisation is reached and who signs for it; only what differs is told.

    Raises:
        NotFound: there is no such organisation.
    """
    changed = session().get(Organisation, organisation_id, with_for_update=True)
    if changed is None:
        raise NotFound("not_found")
    new = {name: value.strip() for name, value in asdict(contact).items()}
    differing = {name: value for name, value in new.items() if getattr(changed, name) != value}
    before = {name: getattr(changed, name) for name in differing}
    for name, value in differing.items():
        setattr(changed, name, value)
    session().flush()
    if differing:
        subject = Subject("organisation", changed.id)
        publish(Event("organisation.contact_changed", by, at, (subject,), before, differing))
    return changed
