"""The reference of the format of rule sets is what its readers say it is."""

from app.law.reference.document import DOCS, LAWYERS, REFERENCE, with_excerpts, with_tables


def test_the_kept_texts_are_made_from_the_readers_and_the_rule_sets() -> None:
    """Where this fails, `./nusxa law reference` mends it."""
    for name, anew in ((REFERENCE, with_tables), (LAWYERS, with_excerpts)):
        kept = (DOCS / name).read_text("utf-8")
        assert anew(kept) == kept
