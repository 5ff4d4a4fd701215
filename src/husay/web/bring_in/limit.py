"""How large the files of a request may be, and what stops larger ones before they fill a disk."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest
from django.urls import reverse

LARGEST_MEGABYTES = 500
LARGEST_BYTES = LARGEST_MEGABYTES * 1_000_000
_MARK = "husay.upload_too_large"


class LimitedUpload(FileUploadHandler):
    """Goes before Django's own handlers: lets the bytes of all files of a request through until
    there are too many, and none where nobody asked for a file."""

    _seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins: only one address takes any, the others do not read on."""
        super().new_file(*args, **kwargs)
        assert self.request is not None
        if self.request.path != reverse("bring-in-upload"):
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The bytes as they came; the rest of files that are too large is read and thrown away."""
        self._seen += len(raw_data)
        if self._seen > LARGEST_BYTES:
            assert self.request is not None
            self.request.META[_MARK] = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        """Nothing: the handlers after this one make the file."""
        return None


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was stopped for its size."""
    return bool(request.META.get(_MARK))
