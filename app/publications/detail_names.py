"""What the facts of single kinds are called, how they are asked for, and how their values read."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.edition import Change
from app.infra.i18n import lazy_gettext as _

LABELS: Mapping[str, LazyString] = {
    "education_level": _("Level of education"),
    "grade": _("Grade or year of study"),
    "approval": _("Approval mark"),
    "scale": _("Scale, 1 to"),
    "projection": _("Projection"),
    "sheets": _("Number of sheets"),
    "form_of_music": _("Form of the music"),
    "instrumentation": _("For which instruments or voices"),
    "parts": _("Number of parts"),
    "form_of_picture": _("Form of the picture"),
    "technique": _("Technique"),
    "colour": _("Colour"),
    "taken_on": _("Taken on"),
    "depicts": _("What it shows"),
    "producer": _("Producer"),
    "duration": _("Duration"),
    "tracks": _("Number of recordings"),
    "carrier_form": _("Kind of carrier"),
    "carrier_count": _("Number of carriers in one copy"),
    "channel": _("Channel"),
    "url": _("Address on the network"),
    "access_terms": _("Terms of access"),
    "file_formats": _("File formats"),
    "system_requirements": _("System requirements"),
    "version_name": _("Version number"),
    "contents": _("Contents"),
    "degree": _("Degree"),
    "field_of_science": _("Field of science"),
    "specialty_code": _("Code of the specialty"),
    "council": _("Academic council"),
    "institution": _("Institution where the work was done"),
    "issuing_body": _("Issuing body"),
    "act_number": _("Number of the act"),
    "adopted_on": _("Adopted or granted on"),
    "in_force_from": _("In force from"),
    "replaces": _("Replaces"),
    "form_of_patent": _("What is protected"),
    "patent_holder": _("Holder of the patent"),
    "classification": _("Class of the international classification"),
    "made_for": _("Made for"),
    "accessible_format": _("Accessible format"),
    "original_identifier": _("Identifier of the original"),
    "form_of_microform": _("Form of the microform"),
    "reduction": _("Reduction"),
    "description": _("Short description"),
    "deposit_reason": _("Why the earlier edition counts as deposited all the same"),
    "edition_changes": _("Changed since the last release"),
}

HINTS: Mapping[str, LazyString] = {
    "grade": _("For example, 7."),
    "approval": _("Who approved it and when, as printed."),
    "scale": _("For example, 100 000 for 1:100 000."),
    "instrumentation": _("For example, voice and piano."),
    "duration": _("Hours, minutes and seconds, for example 1:32:05; or minutes alone, for example 92."),
    "carrier_form": _("For example, CD, DVD, USB flash drive, vinyl record, film reel."),
    "url": _("With https:// before it, for example https://nusxa.example/kitob."),
    "file_formats": _("For example, PDF, EPUB."),
    "specialty_code": _("For example, 10.00.02."),
    "council": _("Its code or its name."),
    "classification": _("For example, A61K 31/00."),
    "original_identifier": _("For example, the ISBN of the printed book."),
}
"""Shown under the label; most labels say enough."""

WORDS: Mapping[str, Mapping[str, LazyString]] = {
    "education_level": {
        "preschool": _("Preschool"),
        "school": _("School"),
        "vocational": _("Vocational education"),
        "higher": _("Higher education"),
        "postgraduate": _("Postgraduate education"),
    },
    "form_of_music": {
        "score": _("Full score"),
        "study_score": _("Study score"),
        "vocal_score": _("Vocal score"),
        "score_and_parts": _("Score and parts"),
        "parts": _("Parts only"),
        "songbook": _("Songbook"),
    },
    "form_of_picture": {
        "poster": _("Poster"),
        "print": _("Art print"),
        "postcard": _("Postcard"),
        "reproduction": _("Reproduction"),
        "set": _("Set of sheets"),
    },
    "colour": {
        "colour": _("In colour"),
        "black_and_white": _("Black and white"),
        "both": _("Partly in colour"),
    },
    "access_terms": {
        "open": _("Open to everyone"),
        "registration": _("After free registration"),
        "paid": _("For payment"),
        "closed": _("To a closed circle"),
    },
    "degree": {
        "master": _("Master"),
        "phd": _("Doctor of philosophy (PhD)"),
        "dsc": _("Doctor of science (DSc)"),
        "candidate": _("Candidate of sciences"),
        "doctor": _("Doctor of sciences (before 2013)"),
    },
    "form_of_patent": {
        "invention": _("Invention"),
        "utility_model": _("Utility model"),
        "industrial_design": _("Industrial design"),
        "plant_variety": _("Plant variety or animal breed"),
    },
    "accessible_format": {
        "braille": _("Braille"),
        "tactile": _("Tactile pictures"),
        "large_print": _("Large print"),
        "audio": _("Audio recording"),
        "daisy": _("DAISY"),
        "accessible_epub": _("Accessible EPUB"),
    },
    "form_of_microform": {
        "microfilm": _("Microfilm"),
        "microfiche": _("Microfiche"),
        "aperture_card": _("Aperture card"),
    },
    "edition_changes": {
        Change.TEXT: _("The text or its contents"),
        Change.TITLE: _("The wording of the title"),
        Change.FORMAT: _("The format or the binding"),
        Change.PUBLISHER: _("The publisher"),
        Change.COVER: _("The cover"),
        Change.PRICE: _("The price"),
        Change.NONE: _("Nothing"),
    },
}
"""What the codes of a detail are called."""
