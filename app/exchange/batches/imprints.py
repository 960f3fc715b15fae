"""Imprints that records name, found among those of the organisation."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.organisation_names import bare_name
from app.exchange.checking import Checked
from app.exchange.records import Finding, Severity
from app.organisations.models import Organisation
from app.organisations.queries import imprints_of


class Imprints:
    """The imprints of an organisation by the names that they are known under."""

    def __init__(self, publisher: Organisation) -> None:
        found = imprints_of(publisher.id)
        self._names = [imprint.name for imprint in found]
        own: Mapping[str, int | None] = dict.fromkeys(_names_of(publisher))
        self._known = {**own, **{name: imprint.id for imprint in found for name in _names_of(imprint)}}

    def named(self, record: Checked) -> Checked:
        """Return a record whose answers say under which imprint it came out, where it names one of these."""
        name = record.imprint or record.named_publisher
        found = self._known.get(bare_name(name)) if name else None
        if found is None or record.answers is None:
            return record
        return replace(record, answers=replace(record.answers, imprint_id=found))

    def doubt(self, record: Checked) -> Finding | None:
        """Return the warning that a table names what is none of these, so that it was left out."""
        if not record.imprint or bare_name(record.imprint) in self._known:
            return None
        params = {"written": record.imprint[:60], "known": ", ".join(self._names[:20]) or "—"}
        return Finding(
            record.number, record.row, "imprint", "exchange.imprint_unknown", Severity.WARNING, params
        )


def _names_of(organisation: Organisation) -> set[str]:
    names = (organisation.name, organisation.short_name, organisation.name_ru, organisation.name_en)
    return {bare_name(name) for name in names if name}
