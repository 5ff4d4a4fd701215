"""A first look at an uploaded file, remembered: a large workbook takes seconds to open."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, replace
from pathlib import Path

from husay.store.files import Looked, look
from husay.web.bring_in.uploads import Upload

_KEPT = "seen.json"


def look_once(upload: Upload, sheet: str) -> Looked:
    """What the file looks like; raises Mistake when it cannot be read."""
    kept = _read(upload, sheet)
    if kept is not None:
        return kept
    looked = look(upload.file, sheet)
    said = {"asked": sheet, "looked": asdict(replace(looked, file=Path(upload.name)))}
    path = upload.beside(_KEPT)
    aside = path.with_name(f"{path.name}.{uuid.uuid4().hex}")
    aside.write_text(json.dumps(said, ensure_ascii=False, default=str), encoding="utf-8")
    aside.replace(path)
    return looked


def _read(upload: Upload, sheet: str) -> Looked | None:
    """What was kept for this sheet, if anything was."""
    try:
        said = json.loads(upload.beside(_KEPT).read_text("utf-8"))
        if said["asked"] != sheet:
            return None
        data = said["looked"]
        lists = {key: tuple(data[key]) for key in ("sheets", "headers")}
        rows = tuple(tuple(row) for row in data["rows"])
        return Looked(**{**data, **lists, "rows": rows, "file": upload.file})
    except (OSError, ValueError, KeyError, TypeError):
        return None
