"""What reading a damaged .zip ends in; whoever reads what somebody sent tells it as a mistake."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, RuntimeError,
    ValueError,
)  # fmt: skip
"""RuntimeError: it is locked by a password, or packed in a way that is not known. ValueError: it
points before its own beginning, or a name is not in the encoding that it says it is in."""
