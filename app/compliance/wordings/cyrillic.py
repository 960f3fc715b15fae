"""Cyrillic texts of the notice, made from Latin ones."""

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
