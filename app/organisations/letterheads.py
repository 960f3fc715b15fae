"""The head of papers on which the authority speaks."""

from app.domain.actor import Actor
from app.domain.documents import Executor, Letterhead, Signatory
from app.domain.script import to_cyrillic
from app.infra.i18n import organisation_name
from app.organisations.models import Organisation

STATES = {
    "uz": "Oʻzbekiston Respublikasi",
    "uz_Cyrl": "Ўзбекистон Республикаси",
    "ru": "Республика Узбекистан",
    "en": "Republic of Uzbekistan",
}


def authority_letterhead(authority: Organisation, language: str) -> Letterhead:
    """Return the authority's letterhead in the language of the paper."""
    contacts = (in_script(authority.address, language), authority.phone, authority.email)
    return Letterhead(
        STATES[language], organisation_name(authority, language), tuple(part for part in contacts if part)
    )


def signatory_of(authority: Organisation, language: str) -> Signatory:
    """Return the head of the authority, under whose name its papers go out."""
    return Signatory(in_script(authority.head_post, language), in_script(authority.head_name, language))


def executor_for(authority: Organisation, by: Actor, language: str) -> Executor | None:
    """Return who prepared a paper; None: no person did."""
    return Executor(in_script(by.name, language), authority.phone) if by.account_id else None


def in_script(text: str, language: str) -> str:
    """Words of the records, in the script of the paper."""
    return to_cyrillic(text) if language == "uz_Cyrl" else text
