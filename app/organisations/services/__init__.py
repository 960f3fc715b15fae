"""What can be done with places and organisations: one module for each verb."""

from app.organisations.services.contact import Contact, change_contact
from app.organisations.services.correcting import ask_change, correct_record
from app.organisations.services.imprints import add_imprint, remove_imprint
from app.organisations.services.loading import accept_list, add_organisations, content_of, receive_list
from app.organisations.services.mandates import MandateTerms, accept_mandate, end_mandate, grant_mandate
from app.organisations.services.merging import merge_organisation, undo_merge
from app.organisations.services.places import load_depositories, load_places
from app.organisations.services.registering import (
    NewOrganisation,
    check_licensed,
    check_names,
    check_place,
    complete_organisation,
    create_organisation,
)
from app.organisations.services.relations import (
    add_name,
    fold_outdated_names,
    relate,
    remove_name,
)

__all__ = [
    "Contact",
    "MandateTerms",
    "NewOrganisation",
    "accept_list",
    "accept_mandate",
    "add_imprint",
    "add_name",
    "add_organisations",
    "ask_change",
    "change_contact",
    "check_licensed",
    "check_names",
    "check_place",
    "complete_organisation",
    "content_of",
    "correct_record",
    "create_organisation",
    "end_mandate",
    "fold_outdated_names",
    "grant_mandate",
    "load_depositories",
    "load_places",
    "merge_organisation",
    "receive_list",
    "relate",
    "remove_imprint",
    "remove_name",
    "undo_merge",
]
