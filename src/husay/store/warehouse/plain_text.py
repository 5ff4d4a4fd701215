"""A text file as DuckDB can take it: in UTF-8, with one kind of line end.

Most files are so already and are read where they lie; another is written anew in the staging
folder. Every byte is looked at: one sign of another encoding may stand in the last row.
"""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from husay.basics.problem import Mistake, Problem

_PIECE = 1 << 20
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class PlainText:
    """A text file in UTF-8 whose lines all end alike.

    `quotes` is how many quotation marks are in it, `after` what follows the last one ('' where
    nothing does).
    """

    path: Path
    quotes: int = 0
    after: str = ""

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """Its bytes, unpacked."""
        with _bytes_of(self.path) as handle:
            yield handle


def is_packed(path: Path) -> bool:
    """Whether a file is packed by gzip."""
    return path.name.lower().endswith(".gz")


def plain_text(file: Path, staging: Path) -> PlainText:
    """The file, or a copy in UTF-8 with one kind of line end.

    Raises Mistake when it is empty or damaged, or when its texts are of two encodings.
    """
    try:
        with _bytes_of(file) as handle:
            seen = _Seen.of(handle, file)
        if seen.encoding == "utf-8" and len(seen.newlines) <= 1:
            return PlainText(file, seen.quotes, seen.after)
        written = _place_for(file, staging)
        with _bytes_of(file) as handle:
            _write_anew(handle, seen.encoding, written)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Mistake(Problem(code="damaged-file", file=file.name)) from error
    except UnicodeError as error:
        raise Mistake(Problem(code="mixed-encodings", file=file.name)) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise Mistake(Problem(code="unreadable-file", file=file.name, value=said)) from error
    return plain_text(written, staging)


def _place_for(file: Path, staging: Path) -> Path:
    """Where a file is written anew, under its own name: what is said of it names it."""
    folder = staging / f"plain-{len(list(staging.iterdir()))}"
    folder.mkdir()
    return folder / (file.name[:-3] if is_packed(file) else file.name)


@contextmanager
def _bytes_of(path: Path) -> Iterator[IO[bytes]]:
    with gzip.open(path) if is_packed(path) else path.open("rb") as handle:
        yield cast(IO[bytes], handle)


def _write_anew(handle: IO[bytes], encoding: str, target: Path) -> None:
    reader = codecs.getreader(encoding)(handle)
    held = ""
    with target.open("w", encoding="utf-8", newline="") as out:
        while piece := reader.read(_PIECE):
            text = held + piece
            # A line end cut in two is put together with the next piece.
            held = "\r" if text.endswith("\r") else ""
            text = text.removesuffix("\r") if held else text
            out.write(text.replace("\r\n", "\n").replace("\r", "\n"))
        out.write("\n" if held else "")


@dataclass(frozen=True)
class _Seen:
    """What a file's bytes are: their encoding and the line ends among them."""

    encoding: str
    newlines: frozenset[str]
    quotes: int = 0
    after: str = ""

    @classmethod
    def of(cls, handle: IO[bytes], file: Path) -> _Seen:
        start = handle.read(4096)
        if not start.removeprefix(_MARK):
            raise Mistake(Problem(code="empty-file", file=file.name))
        wide = _wide(start)
        if wide:
            return cls(wide, frozenset(("\r\n", "\n")))  # written anew in any case
        scan = _Scan(file, must_be_utf8=start.startswith(_MARK))
        scan.take(start)
        while piece := handle.read(_PIECE):
            scan.take(piece)
        scan.take(b"", last=True)
        return cls(scan.encoding, scan.newlines, scan.quotes, scan.after.decode("latin-1"))


def _wide(start: bytes) -> str:
    """The encoding of two bytes a sign that a file begins in, or ''."""
    if start.startswith(_UTF16):
        return "utf-16"
    half = len(start) // 2
    if 2 * start[1::2].count(0) > half and not start[0::2].count(0):
        return "utf-16-le"
    if 2 * start[0::2].count(0) > half and not start[1::2].count(0):
        return "utf-16-be"
    return ""


class _Scan:
    """Goes through a file's bytes piece by piece."""

    def __init__(self, file: Path, must_be_utf8: bool) -> None:
        self._file = file
        self._foreign = must_be_utf8
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._pending = False
        self._taken = 0
        self._last = b""
        self._newlines = set[str]()
        self._utf8 = self._windows = True
        self.quotes = 0
        self.after = b""

    @property
    def encoding(self) -> str:
        """UTF-8 where all can be that, else Windows' western one, else latin-1, which is always."""
        return "utf-8" if self._utf8 else "cp1252" if self._windows else "latin-1"

    @property
    def newlines(self) -> frozenset[str]:
        """The line ends that were seen."""
        return frozenset(self._newlines | ({"\r"} if self._last == b"\r" else set()))

    def take(self, piece: bytes, last: bool = False) -> None:
        """Look at the next piece."""
        self._look_at_line_ends(piece)
        self._look_at_quotes(piece)
        if self._utf8 and (self._pending or last or not piece.isascii()):
            self._decode(piece, last)
        if not self._utf8 and self._windows:
            self._windows = not any(sign in piece for sign in _NOT_WINDOWS)
        self._taken += len(piece)

    def _look_at_quotes(self, piece: bytes) -> None:
        place = piece.rfind(b'"')
        if place >= 0:
            self.quotes += piece.count(b'"')
            self.after = piece[place + 1 : place + 2]
        elif self.quotes and not self.after:
            self.after = piece[:1]

    def _look_at_line_ends(self, piece: bytes) -> None:
        # One sign may end the last piece and the other begin this one.
        held, self._last = (self._last, piece[-1:]) if piece else (b"", self._last)
        seen = held + piece if held == b"\r" else piece
        carriages = seen.count(b"\r") - seen.endswith(b"\r")
        if not carriages:
            self._newlines |= {"\n"} if b"\n" in seen else set()
            return
        both = seen.count(b"\r\n")
        self._newlines |= {"\r\n"} if both else set()
        self._newlines |= {"\r"} if carriages > both else set()
        self._newlines |= {"\n"} if seen.count(b"\n") > both else set()

    def _decode(self, piece: bytes, last: bool) -> None:
        held = self._decoder.getstate()[0]
        try:
            decoded = self._decoder.decode(piece, last)
        except UnicodeDecodeError as error:
            if self._foreign or not (held + piece)[: error.start].isascii():
                place = self._taken - len(held) + error.start
                row = _line_at(self._file, place)
                raise Mistake(
                    Problem(code="mixed-encodings", file=self._file.name, row=row)
                ) from error
            self._utf8 = False
            return
        self._pending = bool(self._decoder.getstate()[0])
        self._foreign = self._foreign or not decoded.isascii()


def _line_at(file: Path, place: int) -> int:
    """The number of the line that a byte of a file is in."""
    with _bytes_of(file) as handle:
        above = handle.read(place)
    return 1 + (above.count(b"\n") or above.count(b"\r"))


_NOT_WINDOWS = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
"""What no sign of Windows' western encoding is."""
