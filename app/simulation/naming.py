"""What the keys of a result are called in the reader's language."""

from collections.abc import Mapping

from app.deposits.obligations.wording import fact_name
from app.domain.simulation import ANY
from app.infra.i18n import gettext, organisation_name, place_name
from app.law.wording import in_readers_language
from app.organisations.queries import OrganisationNames, regions
from app.publications.vocabulary import kind_name
from app.simulation.queries import depository_names, names_of
from app.simulation.results import Party, Result


class Names:
    """The names that one result needs, read in a constant number of queries."""

    def __init__(self, result: Result) -> None:
        codes = [code for law in result.laws for code in law.depositories]
        parties = [party for law in result.laws for party, _tally in law.burdened]
        parties += [row.key for row in result.changed]
        self._depositories: Mapping[str, OrganisationNames] = depository_names(codes)
        self._depositors = names_of([party for party in parties if isinstance(party, int)])
        self._regions = {region.soato: place_name(region) for region in regions()}
        self._recipients = {code: title for law in result.laws for code, title in law.recipients.items()}
        self._places = {code: place for law in result.laws for code, place in law.places.items()}
        self._rules = {name: title for law in result.laws for name, title in law.titles.items()}

    def depository(self, code: str) -> str:
        """A library: as the register knows it, else as the rule set calls it, with the place it is of."""
        if code in self._depositories:
            return organisation_name(self._depositories[code])
        if code not in self._recipients:
            return code or gettext("Library not known")  # so results were kept once
        title = in_readers_language(self._recipients[code])
        if code not in self._places:
            return title
        value = self._places[code]
        place = gettext("not known which one") if value == ANY else self._regions.get(value, value)
        return f"{title} ({place})"

    def region(self, soato: str | None) -> str:
        """A region; a code of another country stands for itself."""
        return gettext("Not known") if soato is None else self._regions.get(soato, soato)

    def kind(self, code: str) -> str:
        """A kind of document."""
        return kind_name(code)

    def rule(self, name: str) -> str:
        """A rule by its title."""
        return in_readers_language(self._rules[name]) if name in self._rules else name

    def party(self, party: Party) -> str:
        """A depositor: of the register, or as an uploaded list named it."""
        if isinstance(party, str):
            return party
        found = self._depositors.get(party)
        return organisation_name(found) if found is not None else str(party)

    def fact(self, name: str) -> str:
        """A fact that a rule may ask for."""
        return fact_name(name)
