"""Reads of places and organisations: records, and how they hang together."""

from app.organisations.queries.prefixes import isbns_of_others
from app.organisations.queries.records import (
    OrganisationNames,
    authority_near,
    depositories,
    depository_by_code,
    district_of,
    districts,
    districts_of,
    find_by_reference,
    isbn_prefixes_of,
    likely_duplicates,
    list_of_organisations,
    list_organisations,
    named_like,
    organisation_by_id,
    organisations_of,
    own_organisation,
    region_names,
    regions,
)
from app.organisations.queries.relations import mandate_holds, mandates_of, relations_of

__all__ = [
    "OrganisationNames",
    "authority_near",
    "depositories",
    "depository_by_code",
    "district_of",
    "districts",
    "districts_of",
    "find_by_reference",
    "isbn_prefixes_of",
    "isbns_of_others",
    "likely_duplicates",
    "list_of_organisations",
    "list_organisations",
    "mandate_holds",
    "mandates_of",
    "named_like",
    "organisation_by_id",
    "organisations_of",
    "own_organisation",
    "region_names",
    "regions",
    "relations_of",
]
