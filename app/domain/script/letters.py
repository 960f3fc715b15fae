"""The letters of Uzbek as tables: Latin of 1995 (oʻ gʻ with U+02BB, ʼ U+02BC), next Latin (ö ğ ş ç),
Cyrillic.

Sources: Law of the Republic of Uzbekistan of 2 September 1993 on the Latin script as amended on 6 May 1995;
rules of Uzbek spelling, resolution 339 of the Cabinet of Ministers of 24 August 1995; rules of Uzbek
Cyrillic spelling of 1956.
"""

TURNED_COMMA = "\u02bb"
"""Part of the letters oʻ and gʻ."""
TUTUQ = "\u02bc"
"""The sign ʼ: ъ of the Cyrillic script, or a wall between s and h."""
APOSTROPHES = "\u02bb\u02bc\u2018\u2019\u201b'`\u00b4\u2032\uff07\u02b9\u02bd\u02be\u02bf\u02ca\u02cb\u2035"
"""All that people type for the two signs above."""

LATIN_TO_CYRILLIC = {
    **dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)),
    "c": "с",
    "w": "в",
    "oʻ": "ў",
    "gʻ": "ғ",
    "sh": "ш",
    "ch": "ч",
    "ö": "ў",
    "ğ": "ғ",
    "ş": "ш",
    "ç": "ч",
    "ye": "е",
    "yo": "ё",
    "yu": "ю",
    "ya": "я",
    "yoʻ": "йў",
    # Karakalpak letters of 2016: its names stand among Uzbek ones
    **dict(zip("áóúńǵı", "әөүңғы", strict=True)),
    "ʼ": "ъ",
    "sʼh": "сҳ",
    "ksiya": "кция",
    "nsiya": "нция",
    "tsiya": "ция",
    "tsion": "цион",
}
"""Longest sequence first. The last four are endings of borrowed words, where s or ts stands for ц."""

CYRILLIC_TO_LATIN = {
    **dict(zip("абвгджзийклмнопрстуфхқҳы", "abvgdjziyklmnoprstufxqhi", strict=True)),
    "е": "e",
    "ё": "yo",
    "ю": "yu",
    "я": "ya",
    "э": "e",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ў": "oʻ",
    "ғ": "gʻ",
    "ц": "s",
    "ъ": "ʼ",
    "ь": "",
    "ьо": "yo",
    "сҳ": "sʼh",
    # Karakalpak and Kazakh letters; ӊ is typed for ң
    "ә": "á",
    "ө": "ó",
    "ү": "ú",
    "ң": "ń",
    "ӊ": "ń",
    "і": "i",
}

LATIN_VOWELS = "aeiouʻöáóúı"
CYRILLIC_VOWELS = "аеёиоуўэюяыәөү"

SEARCH_FOLDING = {
    "ş": "sh",
    "ç": "ch",
    "ñ": "ng",
    "ɉ": "j",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
}
"""Letters that become ASCII otherwise than by losing a mark, for search keys only.

Alphabets that Uzbek has had or was to have: 1993 ö ğ ş ç ñ ɉ; drafts of 2018 ŏ ğ ş ç, 2021 ō ḡ ş ç, 2023 õ ğ
ş and c for ч. What loses its mark (ö ŏ ō õ, ğ ḡ) needs no line here.
"""
