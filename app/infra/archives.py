"""Archives that other people made: how much they would unpack to is asked before anything is unpacked."""

import zipfile
import zlib
from typing import IO

from openpyxl.utils.exceptions import InvalidFileException

MOST_ENTRIES = 1000
WORKBOOK_DAMAGES = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, IndexError,
    EOFError, AttributeError, SyntaxError, NotImplementedError, RuntimeError, OSError,
)  # fmt: skip
"""What reading a damaged workbook raises; openpyxl has no error of its own for one."""
MOST_RATIO = 100
"""A workbook packs some tenfold; a bomb a thousandfold."""


def unpacks_within(file: IO[bytes], packed: int, most: int) -> bool:
    """Say whether a ZIP archive of `packed` bytes unpacks to at most so many bytes, and in a likely ratio.

    Let the sizes decide that the archive declares; the standard library never unpacks more than those.

    Raises:
        zipfile.BadZipFile, NotImplementedError, ValueError: it is no archive that can be read.
    """
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    return len(entries) <= MOST_ENTRIES and unpacked <= min(most, packed * MOST_RATIO)
