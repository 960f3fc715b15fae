"""How bands of age are called."""

from app.domain.ages import Band
from app.infra.i18n import gettext


def age_text(band: Band) -> str:
    """The days of a band in words."""
    if band.most is None:
        return gettext("more than %(days)s days", days=band.least - 1)
    if not band.least:
        return gettext("up to %(days)s days", days=band.most)
    return gettext("%(least)s–%(most)s days", least=band.least, most=band.most)
