"""The head of papers on which the authority speaks."""

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.documents import Executor, Letterhead, Signatory
from app.domain.script import person_name
from app.infra.db import session
from app.infra.i18n import organisation_name
from app.organisations.addresses import postal_address, said_in
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import OrganisationNames, authority_near

STATES = {
    "uz": "Oʻzbekiston Respublikasi",
    "uz_Cyrl": "Ўзбекистон Республикаси",
    "ru": "Республика Узбекистан",
    "en": "Republic of Uzbekistan",
}


def authority_letterhead(authority: Organisation, language: str) -> Letterhead:
    """Return the authority's letterhead in the language of the paper."""
    contacts = (postal_address(authority, language), authority.phone, authority.email)
    return Letterhead(
        STATES[language], organisation_name(authority, language), tuple(part for part in contacts if part)
    )


def speaker(letterhead: Letterhead) -> Organisation | OrganisationNames:
    """Whose letterhead a paper bears, to be named in the reader's language: its name is that of one language.

    An authority that is called otherwise by now stands as the paper calls it.
    """
    authorities = select(Organisation).where(Organisation.kind == OrganisationKind.AUTHORITY)
    for authority in session().scalars(authorities.order_by(Organisation.id)):
        if letterhead.name in {organisation_name(authority, language) for language in STATES}:
            return authority
    return OrganisationNames(letterhead.name, "", "")


def signatory_of(speaker: Organisation, language: str) -> Signatory:
    """Return the head of an authority or a library, under whose name its papers go out."""
    name = person_name(speaker.head_name, language, speaker.head_name_ru)
    return Signatory(said_in(language, speaker, "head_post"), name)


def executor_for(authority: Organisation, by: Actor, language: str) -> Executor | None:
    """Return who prepared a paper; None: no person did."""
    return Executor(by.name_in(language), authority.phone) if by.account_id else None


def letterhead_near(organisation_id: int | None, language: str) -> Letterhead:
    """Return the letterhead of this authority, else of the first one; without any the product's own."""
    authority = authority_near(organisation_id)
    if authority is None:
        return Letterhead(STATES[language], "Nusxa", ())
    return authority_letterhead(authority, language)
