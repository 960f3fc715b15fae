"""What the filters of the search offer, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.deposits.obligations.filters import STATES
from app.deposits.obligations.scope import State
from app.domain.publication import Kind
from app.infra.i18n import current_language
from app.infra.i18n import lazy_gettext as _
from app.infra.kept import kept
from app.organisations.queries import region_names
from app.publications.languages import LANGUAGES
from app.publications.vocabulary import SCRIPTS, kind_name

LABELS: Mapping[str, object] = {
    "kind": _("Kind"),
    "language": _("Language"),
    "script": _("Script"),
    "year": _("Year"),
    "region": _("Region"),
    "state": _("Obligations"),
    "depositor": _("Depositor"),
    "since": _("Registered from"),
    "until": _("Registered until"),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What codes are called in one language."""

    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    languages: Mapping[str, str]
    scripts: Mapping[str, str]
    states: Mapping[State, str]


def choices() -> Choices:
    """Return what codes are called in the reader's language."""
    return _choices(current_language().code)


def regions() -> Mapping[str, str]:
    """Return what each region is called in the reader's language, as it was within the last minute."""
    return kept(f"regions in {current_language().code}", region_names)


@cache
def _choices(_language: str) -> Choices:
    """The same for a language, which is the reader's: a page would ask for nearly a hundred texts."""
    return Choices(
        labels={name: str(label) for name, label in LABELS.items()},
        kinds={kind.value: kind_name(kind) for kind in Kind},
        languages={code: str(name) for code, name in LANGUAGES.items()},
        scripts={code: str(name) for code, name in SCRIPTS.items()},
        states={state: str(name) for state, name in STATES.items()},
    )
