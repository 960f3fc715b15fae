"""What stays as it is when a text changes its script: code, addresses, names of formats, roman numerals."""

import re

from app.domain.script.loanwords import LATIN_TOKENS

_KINDS = (
    r"<(?:code|kbd)\b[^<>]*>.*?</(?:code|kbd)>",
    r"</?[A-Za-z!][^<>]*>",
    r"&\#?\w+;",
    r"%\(\w+\)[#0\- +]*[\d.]*[sdifr]",
    r"%[sdifr](?![A-Za-z])",
    r"\{[^{}]*\}",
    r"(?:https?|mailto|ftp):[^\s<>“”«»]*[\w/]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:uz|com|org|net|ru|int|gov|edu|example|invalid|test|local)\b(?:/[\w/.-]*\w|/)?",
    r"(?:\b[\w-]+)?\.(?:pdf|csv|xlsx|docx|json|xml|zip|epub|html|yaml|ics)\b",
    r"\b[a-z]{2}[-_](?:draft|current|Latn|Cyrl)\b",
    r"\b[a-z]+(?:_[a-z]+)+\b",
    r"\bdeposit-rules/\d\b",
    r"\bCode[ \u00a0]128\b",
    r"\be-?mail\b",
    r"\bPDF/(?:A|UA)(?:-\d[abu]?)?",
    r"\b[A-Z]+\d[A-Z\d]*(?:-[A-Z\d]+)*\b",
    r"\b[A-Z\d]{4}(?:-[A-Z\d]{4}){2}\b",
    rf"\b(?:{'|'.join(sorted(LATIN_TOKENS, key=len, reverse=True))})(?:-\d+)?(?![A-Z])",
    r"\b(?=[IVXLCDM]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b",
    r"\b[IVX](?=-[a-z])",
)
PROTECTED = re.compile(f"({'|'.join(_KINDS)})", re.DOTALL)
"""One group around everything, so that `PROTECTED.split` gives free and protected pieces in turn."""
