"""What a backup's archive holds, and where: the places that writing and reading it agree on."""

from __future__ import annotations

import re

FORMAT = 1
"""Counts up when an older Husay could no longer read what a newer one wrote."""

CONTENTS = "manifest.json"
"""The last member: when and by what it was written, and size and SHA-256 of all the others."""

RECORDS = "records.jsonl"
"""One line of JSON for each record."""

SETTINGS = "company.yaml"

_FOLDERS = ("book", "sources", "pay")
_PART = re.compile(r"[^/\x00]{1,255}")
"""Whatever a file may be called: a tab or a backslash in a name is odd, and no way out."""


def belongs(name: str) -> bool:
    """Whether a member's name is one that a backup has: nothing absolute, upward or elsewhere."""
    parts = name.split("/")
    plain = all(_PART.fullmatch(part) and part not in (".", "..") for part in parts)
    return plain and (
        name in (SETTINGS, RECORDS, CONTENTS) or (parts[0] in _FOLDERS and len(parts) > 1)
    )
