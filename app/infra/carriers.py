"""What carries letters out of the system: a mail server, or while none is configured a file.

One small interface, so that another way to people (short messages, a state's own mailbox) is one more class.
"""

from email.message import EmailMessage
from typing import Protocol

from flask import Flask, current_app

from app.infra.mail_file import MailFile
from app.infra.mail_server import MailServer


class Carrier(Protocol):
    """Takes letters to people."""

    def deliver(self, letter: EmailMessage) -> None:
        """Hand a letter over.

        Raises:
            mail_server.Refused: for good.
            OSError: not now; it may be tried again.
        """

    def holds(self, reference: str) -> bool | None:
        """Whether the letter with this `Message-ID` was handed over; None: nobody can know."""


def init_carrier(app: Flask) -> None:
    """Let letters go to the mail server of the settings, else to a file in the instance folder."""
    chosen = app.config["NUSXA"]
    server = chosen.mail_server
    app.extensions["nusxa_carrier"] = MailServer(server) if server else MailFile(chosen.instance / "mail.txt")


def carrier() -> Carrier:
    """What carries the letters of this installation."""
    found: Carrier = current_app.extensions["nusxa_carrier"]
    return found
