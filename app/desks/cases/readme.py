"""What the archive of a case says about itself, to whoever has no Nusxa."""

_TEXT = """Case {number}: everything that is kept of it
====================================================

README.txt   this text
case.json    the facts of the case
acts.jsonl   its acts, one a line, as they stand in the hash chain
notices/     notices as they were issued, byte for byte
papers/      letters of referral and claims for the cost of copies, byte for byte
purchases/   what shows that copies were bought at the depositor's cost
receipts/    receipts of the copies that the notices name
requests/    decisions on requests of the depositor, and what was sent with them
files/       files that were added to the case
index.json   every file above with its SHA-256, size in bytes, kind and date
cover.pdf    the same list for printing, with the SHA-256 of index.json, in figures and as a QR code
SHA256SUMS   the SHA-256 of every file but itself

It holds everything, also notes, files and proposals that are for the authority alone and that the depositor
does not see: they stand in acts.jsonl and files/. Think before you hand it to others. A part of it can be
given, but then it is no whole archive any more, and the checks below say so.

How to check it without Nusxa
-----------------------------
1. Unpack it and run in its folder:   sha256sum -c SHA256SUMS
   Every line must end in OK, and no file may be there that is not listed.
2. Run:   sha256sum index.json
   The answer must be the one printed on the cover that you hold on paper.
3. Each line of acts.jsonl is one act. Take the member "hash" out, write the rest as JSON with sorted keys,
   without spaces, in UTF-8, and take its SHA-256: it must be that "hash". Where positions follow each other,
   "previous_hash" must be the hash of the line before. Acts of the case bear the number "act" in "after":
   1, 2, 3 … without gaps, as many as "acts_of_case" in index.json says. Where "after" has a "sha256", the act
   kept a file: one of these bytes must be here.

4. Notices, decisions, letters of referral and claims are signed (PAdES), unless the authority had no key
   when they were made: any reader of signed PDF shows by whom and when, for example   pdfsig FILE
   Receipts are papers of libraries and are not signed.

How to check it with Nusxa, without a database
----------------------------------------------
   ./nusxa case verify ARCHIVE --roots ROOTS.pem
ROOTS.pem holds the certificates that you trust; without it, who signed is told and not judged.

What it proves, and what it does not
------------------------------------
It shows that no file and no act was changed, removed or added since the cover was printed; without a cover
of your own, only that the archive agrees with itself: whoever makes a whole new archive can make it agree.
Because acts of the case are numbered, none can be left out from their middle. That none followed after the
last one, and that the acts are those of the authority's own chain, is shown by the authority alone: ask it
to run   ./nusxa audit verify --head POSITION:HASH   with the last act that the cover names. A later archive
of the same case must hold every act of this one.
Acts about a notice alone have no number of the case: that one of
them is missing shows in the authority's chain only. It does not prove that what was written down is true.
"""


def readme_text(number: str) -> bytes:
    """The text for the case of this number."""
    return _TEXT.format(number=number).encode()
