"""Which passwords are refused.

Length and a list of common ones, as NIST SP 800-63B advises; no rules about kinds of letters.
"""

from app.domain.errors import DomainError

SHORTEST = 10
LONGEST = 200
COMMON = frozenset({
    "1234567890", "0123456789", "9876543210", "1111111111", "0000000000", "1q2w3e4r5t", "qwertyuiop",
    "qwerty12345", "qwerty1234", "asdfghjkl1", "password12", "password123", "password1234",
    "passw0rd123", "iloveyou12", "administrator", "administrator1", "welcome123", "letmein123",
    "toshkent123", "tashkent123", "uzbekistan", "ozbekiston", "uzbekistan1", "kutubxona1",
    "kutubxona123", "parol12345", "salom12345", "йцукенгшщз", "пароль1234", "пароль12345",
})  # fmt: skip


def check_password(password: str, *, email: str) -> None:
    """Refuse a password that is too easily guessed.

    Raises:
        DomainError: `password.short`, `password.long`, `password.is_email` or `password.common`.
    """
    plain = password.casefold()
    if len(password) < SHORTEST:
        raise DomainError("password.short", field="new_password", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise DomainError("password.long", field="new_password", longest=LONGEST)
    if plain in (email.casefold(), email.casefold().partition("@")[0]):
        raise DomainError("password.is_email", field="new_password")
    if plain in COMMON or len(set(plain)) < 4:
        raise DomainError("password.common", field="new_password")
