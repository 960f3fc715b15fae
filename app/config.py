"""Settings, read once from the environment; a wrong value stops the start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

VERSION = "0.1.0"
DEFAULT_SECRET = "development-only-secret"  # noqa: S105 - a public placeholder that production refuses
TASHKENT = ZoneInfo("Asia/Tashkent")
PROJECT = Path(__file__).parent.parent


class Mode(StrEnum):
    """How the installation is used; only demonstration and test may apply a hypothetical law."""

    DEMONSTRATION = "demonstration"
    DEVELOPMENT = "development"
    PRODUCTION = "production"
    TEST = "test"


class MailSecurity(StrEnum):
    """How the way to the mail server is kept from others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """A mail server. `sender` is who letters are from; `bounces` is where what cannot be delivered goes."""

    host: str
    port: int
    security: MailSecurity
    sender: str
    bounces: str = ""
    user: str = ""
    password: str = field(default="", repr=False)


class WrongSetting(Exception):
    """A setting has a value with which the product must not start; the text says what to do."""


@dataclass(frozen=True, slots=True)
class SigningSettings:
    """With what files are signed; without a `key` they are not, but for a demonstration's own authority.

    `key` is a PKCS#12 file, `stamps_from` the address of a time-stamp authority (RFC 3161), `roots` a file of
    trusted certificates (PEM), `revocations` one of lists of revoked ones (PEM or DER).
    """

    key: Path | None = None
    passphrase: str = field(default="", repr=False)
    stamps_from: str = ""
    roots: Path | None = None
    revocations: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations.

    `public_url` is the absolute address printed into documents and QR codes, without a slash at its end.
    `proxies` is how many web servers stand in front, each of which adds the caller's address to its headers.
    `joining_days` is the published time, in working days, within which an application to join is answered.
    `mail_server` None: letters go to a file.
    """

    mode: Mode
    secret_key: str
    database_url: str
    instance: Path
    public_url: str
    jurisdiction: str = "UZ"
    time_zone: ZoneInfo = TASHKENT
    default_language: str = "uz"
    secure_cookies: bool = False
    upload_limit: int = 64 * 1024 * 1024
    session_hours: int = 12
    proxies: int = 0
    joining_days: int = 10
    mail_server: MailSettings | None = None
    signing: SigningSettings = SigningSettings()

    @property
    def hypothetical_law(self) -> bool:
        """Whether a hypothetical rule set may be applied as if it were in force."""
        return self.mode in (Mode.DEMONSTRATION, Mode.TEST)


def load_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from environment variables.

    Without NUSXA_MODE the mode is that in which `./nusxa run` made the data; production is always named.
    Known are NUSXA_MODE, SECRET_KEY, DATABASE_URL, NUSXA_INSTANCE, NUSXA_PUBLIC_URL, NUSXA_PROXIES,
    NUSXA_JOINING_DAYS, NUSXA_MAIL, NUSXA_MAIL_FROM, NUSXA_MAIL_BOUNCES, HOST and PORT; for signing
    NUSXA_SIGNING_KEY, NUSXA_SIGNING_PASSPHRASE or NUSXA_SIGNING_PASSPHRASE_FILE, NUSXA_SIGNING_TSA,
    NUSXA_SIGNING_ROOTS and NUSXA_SIGNING_REVOCATIONS.

    Raises:
        WrongSetting: a value is unknown, or unsafe in production mode.
    """
    instance = _path(environment.get("NUSXA_INSTANCE") or "instance")
    mode = _mode(environment.get("NUSXA_MODE") or _mode_of_data(instance))
    address = f"http://{environment.get('HOST', '127.0.0.1')}:{environment.get('PORT', '8000')}"
    settings = Settings(
        mode=mode,
        secret_key=environment.get("SECRET_KEY", DEFAULT_SECRET),
        database_url=environment.get("DATABASE_URL") or f"sqlite:///{instance / 'nusxa.sqlite3'}",
        instance=instance,
        public_url=environment.get("NUSXA_PUBLIC_URL", address).rstrip("/"),
        secure_cookies=mode is Mode.PRODUCTION,
        proxies=_proxies(environment.get("NUSXA_PROXIES", "0")),
        joining_days=_joining_days(environment.get("NUSXA_JOINING_DAYS", "10")),
        mail_server=_mail_server(environment),
        signing=_signing(environment),
    )
    if mode is Mode.PRODUCTION:
        _refuse_unsafe(settings)
    return settings


def _mode_of_data(instance: Path) -> str:
    try:
        kept = (instance / "mode").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return Mode.DEVELOPMENT
    if kept not in (Mode.DEMONSTRATION, Mode.DEVELOPMENT):
        raise WrongSetting(f"{instance / 'mode'} holds {kept[:40]!r}; set NUSXA_MODE instead.")
    return kept


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError as error:
        raise WrongSetting(f"NUSXA_MODE is {text!r}; it must be one of: {', '.join(Mode)}.") from error


def _proxies(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > 9:
        raise WrongSetting(f"NUSXA_PROXIES is {text!r}; it must be the number of proxies in front, 0 to 9.")
    return int(text)


def _joining_days(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 60:
        raise WrongSetting(f"NUSXA_JOINING_DAYS is {text!r}; it must be a number of working days, 1 to 60.")
    return int(text)


_PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}
_SCHEMES = {
    "smtp": MailSecurity.STARTTLS,
    "smtps": MailSecurity.TLS,
    "smtp+plain": MailSecurity.NONE,
}


def _mail_server(environment: Mapping[str, str]) -> MailSettings | None:
    """Read `smtp://user:password@host:port` (STARTTLS), `smtps://` (TLS) or `smtp+plain://` (neither)."""
    address, sender = environment.get("NUSXA_MAIL", ""), environment.get("NUSXA_MAIL_FROM", "")
    if not address:
        return None
    try:
        parts = urlsplit(address)
        security, port = _SCHEMES[parts.scheme], parts.port
    except (KeyError, ValueError) as error:
        raise WrongSetting("NUSXA_MAIL must look like smtp://user:password@host:587 or smtps://….") from error
    if not parts.hostname or "@" not in sender:
        raise WrongSetting("With NUSXA_MAIL, name a host in it and set NUSXA_MAIL_FROM to an e-mail address.")
    return MailSettings(
        parts.hostname,
        port or _PORTS[security],
        security,
        sender,
        bounces=environment.get("NUSXA_MAIL_BOUNCES", ""),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _signing(environment: Mapping[str, str]) -> SigningSettings:
    key, stamps_from = _file(environment, "NUSXA_SIGNING_KEY"), environment.get("NUSXA_SIGNING_TSA", "")
    if key is not None and not stamps_from.startswith(("https://", "http://")):
        raise WrongSetting("Set NUSXA_SIGNING_TSA to the http(s) address of the time-stamp authority.")
    secret = _file(environment, "NUSXA_SIGNING_PASSPHRASE_FILE")
    passphrase = environment.get("NUSXA_SIGNING_PASSPHRASE", "")
    return SigningSettings(
        key=key,
        passphrase=passphrase if secret is None else secret.read_text(encoding="utf-8").rstrip("\r\n"),
        stamps_from=stamps_from,
        roots=_file(environment, "NUSXA_SIGNING_ROOTS"),
        revocations=_file(environment, "NUSXA_SIGNING_REVOCATIONS"),
    )


def _path(text: str) -> Path:
    """What a setting names; relative to the project, from wherever a command is called."""
    return (PROJECT / text).resolve()


def _file(environment: Mapping[str, str], name: str) -> Path | None:
    """The file that a setting names. The key's own may be away for a while: then nothing is signed."""
    text = environment.get(name, "")
    path = _path(text) if text else None
    if path is not None and name != "NUSXA_SIGNING_KEY" and not path.is_file():
        raise WrongSetting(f"{name} names {path}, and there is no such file.")
    return path


def _refuse_unsafe(settings: Settings) -> None:
    if settings.secret_key == DEFAULT_SECRET or len(settings.secret_key) < 32:
        raise WrongSetting(
            "Set SECRET_KEY to at least 32 random characters before starting in production mode."
        )
    if not settings.public_url.startswith("https://"):
        raise WrongSetting("Set NUSXA_PUBLIC_URL to the https:// address that documents shall carry.")
