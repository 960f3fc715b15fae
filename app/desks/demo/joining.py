"""Who joins the country, who acts for whom, and a duplicate that was merged."""

from datetime import datetime, timedelta

from app.desks.demo.country import email_of
from app.domain.actor import SYSTEM, Actor, Role
from app.joining.details import Details
from app.joining.letters import send_confirmation, send_question, send_receipt
from app.joining.models import Application
from app.joining.services.applying import confirm_application, submit_application
from app.joining.services.vetting import ask_applicant
from app.organisations.models import OrganisationKind
from app.organisations.queries import find_by_reference
from app.organisations.services import (
    MandateTerms,
    NewOrganisation,
    accept_mandate,
    create_organisation,
    grant_mandate,
    merge_organisation,
)

PUBLISHER, PRINTER = "999100001", "999200001"
APPLICANT = email_of("chorsu")
"""Whose private link the guide names; the authority has asked this applicant something."""


def join_country(*, at: datetime) -> None:
    """Let two organisations apply, a printing house act for a publisher, and a duplicate be merged."""
    asked = _apply("Chorsu kitoblari", "999300001", APPLICANT, at - timedelta(days=4))
    _apply("Bogʻishamol nashriyoti", "999300002", email_of("bogishamol"), at - timedelta(days=1))
    question = "Litsenziya qachon berilgan? Kunini yozing."
    send_question(*ask_applicant(application_id=asked.id, question=question, by=SYSTEM, at=at), at=at)
    _mandate(at)
    _duplicate(at)


def _apply(name: str, stir: str, email: str, at: datetime) -> Application:
    said = NewOrganisation(
        kind=OrganisationKind.PUBLISHER,
        name=name,
        stir=stir,
        region_soato="1726",
        address="Namuna koʻchasi, 99-uy",
        licence_number="AA 0099",
        contact_name="Nodira Namunayeva",
        email=email,
    )
    made = submit_application(details=Details(said), language="uz", submission_key=stir, at=at)
    if made is None:
        raise ValueError("the demonstration is loaded once")
    application, secret = made
    send_confirmation(application, secret, at=at)
    confirm_application(secret=secret, at=at)
    send_receipt(application, secret, at=at)
    return application


def _mandate(at: datetime) -> None:
    terms = MandateTerms(PRINTER, registers=True, sends=True, until=at.date() + timedelta(days=300))
    granted = grant_mandate(terms=terms, by=_manager_of(PUBLISHER), at=at)
    accept_mandate(mandate_id=granted.id, by=_manager_of(PRINTER), at=at)


def _duplicate(at: datetime) -> None:
    new = NewOrganisation(OrganisationKind.PUBLISHER, "Lojuvard (eski roʻyxatdan)", "1726")
    duplicate = create_organisation(new=new, by=SYSTEM, at=at)
    reason = "Eski roʻyxatda takrorlangan"
    merge_organisation(organisation_id=duplicate.id, reference=PUBLISHER, reason=reason, by=SYSTEM, at=at)


def _manager_of(stir: str) -> Actor:
    house = find_by_reference(stir)
    return Actor(Role.DEPOSITOR, name=house.name, organisation_id=house.id, manages=True)
