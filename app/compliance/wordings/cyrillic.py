"""Cyrillic texts of the notice, made from Latin ones."""

from app.compliance.wordings.models import NoticeWording
from app.compliance.wordings.slots import built_in
from app.domain.script import to_cyrillic
from app.infra.wording import Texts

LATIN, CYRILLIC = "uz", "uz_Cyrl"


def cyrillic_of(texts: Texts) -> dict[str, str]:
    """Return Latin texts in Cyrillic; what nobody has changed stands as it was corrected by hand."""
    latin, corrected = built_in(LATIN), built_in(CYRILLIC)
    return {
        key: corrected[key] if text == latin.get(key) else to_cyrillic(text) for key, text in texts.items()
    }


def rests_on_others(latin: NoticeWording | None, cyrillic: NoticeWording | None) -> bool:
    """Whether the Cyrillic texts in force say what older Latin ones said: written by hand before these, or
    made from others, because hand-written ones were to come when these were put into force."""
    if latin is None or cyrillic is None:
        return False
    if cyrillic.made_from_id is not None:
        return cyrillic.made_from_id != latin.id
    return (latin.decided_at or latin.created_at) > (cyrillic.decided_at or cyrillic.created_at)
