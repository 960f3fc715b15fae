"""Where messages go while no mail server is configured: one file, readable by people."""

from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

READABLE = SMTPUTF8.clone(linesep="\n", max_line_length=0, cte_type="8bit")
"""Addresses of pages stay whole, and letters of every alphabet are written as they are."""


class MailFile:
    """A file to whose end letters are written, each with a reference of its own in its `Message-ID`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def deliver(self, letter: EmailMessage) -> None:
        """Write a letter to the end of the file, in one piece. Raises `OSError`."""
        content = letter.as_bytes(policy=READABLE) + b"\n\n"
        with self.path.open("ab", buffering=0) as stream:
            stream.write(content)

    def holds(self, reference: str) -> bool:
        """Whether the letter with this `Message-ID` was written."""
        wanted = f"Message-ID: {reference}".encode()
        try:
            with self.path.open("rb") as stream:
                return any(line.rstrip() == wanted for line in stream)
        except FileNotFoundError:
            return False
