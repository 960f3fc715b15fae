"""The filter of the search, as it stands in the address of the page."""

from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import TypeVar

from flask import request

from app.deposits.obligations.scope import State
from app.desks.finding.choices import Choices, choices, regions
from app.desks.finding.organisations import chooses_depositors, depositor_names
from app.desks.finding.wanted import Wanted
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.infra.i18n import gettext, organisation_name
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.front import LARGEST_ID

LONGEST = 200
FIRST_YEAR, LAST_YEAR = 1400, 9998
Value = TypeVar("Value")


class Asked:
    """What an address asks for, with what is wrong with it: the name of each part and a sentence.

    `depositor` is what the chosen one is called; `states` and `regions` are what may be seen;
    who is bound to one region chooses none.
    """

    def __init__(self, actor: Actor) -> None:
        self.problems: dict[str, str] = {}
        self._given = request.args  # read once: each look through the proxy costs
        self.depositor = ""
        self.choices = choices()
        self.states = states_for(actor, self.choices)
        self.regions: Mapping[str, str] = regions() if chooses_depositors(actor) else {}
        self.wanted = Wanted(
            text=self._given.get("q", "").strip()[:LONGEST],
            kind=self._of("kind", self.choices.kinds),
            language=self._of("language", self.choices.languages),
            script=self._of("script", self.choices.scripts),
            region=self._of("region", self.regions if actor.region_soato is None else ()),
            depositor_id=self._read("depositor", lambda text: self._depositor(actor, text)),
            year=self._read("year", _year),
            state=self._read("state", self._state),
            since=self._read("since", _day),
            until=self._read("until", _day),
        )
        if self.wanted.since and self.wanted.until and self.wanted.since > self.wanted.until:
            self.problems["since"] = gettext("The first day of registration is after the last one.")

    def _of(self, name: str, choices: Container[str]) -> str:
        return self._read(name, lambda text: _one_of(text, choices)) or ""

    def _state(self, text: str) -> State:
        return State(_one_of(text, self.states))

    def _depositor(self, actor: Actor, text: str) -> int:
        number = _number(text, LARGEST_ID)
        names = depositor_names(actor, number)
        if names is None:
            raise ValueError(text)
        self.depositor = organisation_name(names)
        return number

    def _read(self, name: str, read: Callable[[str], Value]) -> Value | None:
        """The value of one part; None where it is empty, or wrong, which is said."""
        text = self._given.get(name, "").strip()
        try:
            return read(text) if text else None
        except ValueError:
            values = {"part": self.choices.labels[name], "value": text[:40]}
            self.problems[name] = gettext("%(part)s: “%(value)s” is not known here. Choose again.", **values)
            return None


def read_rightly(actor: Actor) -> Wanted:
    """What the address of a file asks for. Raises `search.wrong_filter` where it makes no sense."""
    asked = Asked(actor)
    if asked.problems:
        raise DomainError("search.wrong_filter", problem=" ".join(asked.problems.values()))
    return asked.wanted


def states_for(actor: Actor, offered: Choices) -> Mapping[State, str]:
    """The states of obligations offered; who may not read notices does not learn what is noticed."""
    reads_notices = may(actor, Permission.NOTICE_READ)
    return {state: name for state, name in offered.states.items() if reads_notices or state != State.NOTICED}


def _one_of(text: str, choices: Container[str]) -> str:
    if text not in choices:
        raise ValueError(text)
    return text


def _number(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)) or not 0 < int(text) <= most:
        raise ValueError(text)
    return int(text)


def _year(text: str) -> int:
    year = _number(text, LAST_YEAR)
    if year < FIRST_YEAR:
        raise ValueError(text)
    return year


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day
