"""The guide's pictures: taken anew where HUSAY_PICTURES is set, otherwise only looked for."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import TYPE_CHECKING

from tests.docs.walks.chapter import SMALL

if TYPE_CHECKING:
    from playwright.sync_api import Page

SWITCH = "HUSAY_PICTURES"
QUALITIES = (0.8, 0.65, 0.5, 0.35, 0.2)
"""A picture is as good as it can be and still be small."""

_AS_WEBP = """async ([png, quality]) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + png;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0);
    return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""


def take(page: Page, path: Path) -> None:
    """Write what a page shows to a WebP file, if pictures are to be taken; it must be there."""
    if os.environ.get(SWITCH):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_small(page))
    assert path.is_file(), f"{path} is not there: make pictures"


def _small(page: Page) -> bytes:
    """The picture, in the browser's own WebP: nothing else here writes any."""
    shown = base64.b64encode(page.screenshot()).decode()
    empty = page.context.new_page()
    try:
        for quality in QUALITIES:
            picture = base64.b64decode(empty.evaluate(_AS_WEBP, [shown, quality]))
            if len(picture) <= SMALL:
                return picture
    finally:
        empty.close()
    raise AssertionError(f"{page.url} makes a picture of more than {SMALL} bytes")
