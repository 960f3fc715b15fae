"""Why nothing can be signed now."""

from enum import StrEnum


class Trouble(StrEnum):
    """What must be mended before anything is signed again."""

    UNREADABLE = "unreadable"
    """The file of the key is not there, may not be read, or is no PKCS#12 file."""
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a trouble
    """The passphrase does not open the file of the key."""
    MISMATCHED = "mismatched"
    """The certificate in the file does not belong to the key in it."""
    UNFIT = "unfit"
    """The certificate is not made for signing documents."""
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    DEMONSTRATION = "demonstration"
    """The certificate is one of a demonstration, which has no place in production."""
    NO_TIME_STAMP = "no_time_stamp"
    """The time-stamp authority gave no stamp."""


class SigningTrouble(Exception):
    """Nothing was signed; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
