"""Letters by SMTP (RFC 5321), over TLS wherever the settings do not say otherwise."""

import smtplib
import ssl
from email.message import EmailMessage

from app.config import MailSecurity, MailSettings

TIMEOUT = 30.0
"""Seconds to wait for each answer: seven answers are less than the lease of an attempt."""
NEVER = 500
"""Answers from here on are final, those below are not (RFC 5321, 4.2.1)."""


class Refused(Exception):
    """The letter will never be taken as it is, for example because there is no such address."""


class MailServer:
    """One server that takes letters on. Whether it took one whose answer was lost cannot be asked."""

    def __init__(self, settings: MailSettings, timeout: float = TIMEOUT) -> None:
        self.settings = settings
        self.timeout = timeout

    def deliver(self, letter: EmailMessage) -> None:
        """Hand a letter over. Raises `Refused` for a final answer, `OSError` for every other failure."""
        letter["From"] = self.settings.sender
        try:
            with self._connected() as server:
                server.send_message(letter, from_addr=self.settings.bounces or None)
        except smtplib.SMTPRecipientsRefused as failure:
            [(code, answer)] = failure.recipients.values()
            raise _named(code, answer) from failure
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as failure:
            raise _named(failure.smtp_code, failure.smtp_error) from failure

    def holds(self, reference: str) -> None:
        """Nobody can know: SMTP has no such question."""

    def _connected(self) -> smtplib.SMTP:
        at, context = self.settings, ssl.create_default_context()
        if at.security is MailSecurity.TLS:
            server: smtplib.SMTP = smtplib.SMTP_SSL(at.host, at.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(at.host, at.port, timeout=self.timeout)
        try:
            if at.security is MailSecurity.STARTTLS:
                server.starttls(context=context)
            if at.user:
                server.login(at.user, at.password)
        except BaseException:
            server.close()
            raise
        return server


def _named(code: int, answer: bytes | str) -> Exception:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    text = f"{code} {' '.join(words.split())}"[:500]
    return Refused(text) if code >= NEVER else OSError(text)
