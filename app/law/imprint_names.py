"""What the parts of an imprint are called in the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.law.procedure_vocabulary import ImprintElement
from app.infra.i18n import lazy_gettext as _

IMPRINT_NAMES: Mapping[str, LazyString] = {
    ImprintElement.TITLE: _("Title"),
    ImprintElement.RESPONSIBLE_PERSON: _("Responsible person"),
    ImprintElement.PUBLISHER_NAME: _("Name of the publisher"),
    ImprintElement.PUBLISHER_ADDRESS: _("Address of the publisher"),
    ImprintElement.PLACE: _("Place"),
    ImprintElement.YEAR: _("Year"),
    ImprintElement.ISBN_OR_ISSN: _("ISBN or ISSN"),
    ImprintElement.UDC: _("UDC"),
    ImprintElement.BBK: _("BBK"),
    ImprintElement.AUTHOR_MARK: _("Author mark"),
    ImprintElement.PRINT_RUN: _("Print run"),
    ImprintElement.PRINTER_NAME: _("Name of the printing house"),
    ImprintElement.ORDER_NUMBER: _("Order number"),
    ImprintElement.SHEETS: _("Printed sheets"),
    ImprintElement.LANGUAGE: _("Language"),
    ImprintElement.COPYRIGHT_SIGN: _("Copyright sign"),
    ImprintElement.DEPOSIT_MENTION_AND_DATE: _("Mention of the deposit and its date"),
    ImprintElement.CREATION_OR_PUBLICATION_DATE: _("Date of creation or publication"),
    ImprintElement.PRINTER_IDENTITY: _("Who the printing house is"),
    ImprintElement.PUBLISHER_IDENTITY: _("Who the publisher is"),
    ImprintElement.STANDARD_IDENTIFIERS: _("Standard identifiers"),
}
