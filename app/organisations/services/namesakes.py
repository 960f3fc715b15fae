"""A further name of an organisation, held against its own names and those of others."""

from app.domain.errors import DomainError
from app.domain.organisation_names import is_same_name
from app.organisations.models import Organisation
from app.organisations.queries import namesakes_of


def check_further_name(organisation: Organisation, name: str, reason: str) -> None:
    """Refuse a name that the organisation has in its record; one of another needs a reason.

    Raises:
        DomainError: `organisation.name_own`, `organisation.name_of_another`.
    """
    official = (organisation.name, organisation.short_name, organisation.name_ru, organisation.name_en)
    own = next((known for known in official if known and is_same_name(known, name)), None)
    if own is not None:
        raise DomainError("organisation.name_own", field="name", name=own)
    others = () if reason.strip() else namesakes_of(name, own_id=organisation.id)
    if others:
        named = ", ".join(other.name for other in others)
        raise DomainError("organisation.name_of_another", field="other_reason", names=named)
