"""A place in the law as pages of the authority name it."""

from app.compliance.terms import clause_number
from app.infra.i18n import gettext


def clause_words(locator: str) -> str:
    """`clause 14.4` in the reader's language, for "14-modda, 4-bosqich"."""
    return gettext("clause %(clause)s", clause=clause_number(locator))
