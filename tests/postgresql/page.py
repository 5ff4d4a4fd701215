"""docs/deploy.md as a machine reads it: its files, its commands, its headers."""

import re
import shlex

from tests.docs.markdown import Block, blocks, page

DEPLOY = "docs/deploy.md"


def block_of(file: str) -> Block:
    """The block that says what stands in a file."""
    (found,) = [b for b in blocks(page(DEPLOY)) if b.notes.get("file") == file]
    return found


def settings() -> dict[str, str]:
    """The environment file."""
    lines = block_of("/etc/husay/husay.env").text.splitlines()
    return dict(line.split("=", 1) for line in lines if line)


def commands(program: str) -> list[list[str]]:
    """The commands of the page that begin with these words, without them."""
    words = shlex.split(program)
    found = []
    for block in blocks(page(DEPLOY)):
        if block.language != "sh":
            continue
        for line in block.text.replace("\\\n", " ").splitlines():
            said = shlex.split(line, comments=True)
            if said[: len(words)] == words:
                found.append(said[len(words) :])
    return found


def serving() -> list[str]:
    """The arguments of `husay` that the service starts."""
    service = block_of("/etc/systemd/system/husay.service").text
    (line,) = re.findall(r"^ExecStart=/opt/husay/venv/bin/husay (.+)$", service, re.MULTILINE)
    return shlex.split(line)


def headers() -> dict[str, str]:
    """What nginx is told to send on, by header: texts with nginx's variables."""
    nginx = block_of("/etc/nginx/sites-available/husay").text
    return dict(re.findall(r"proxy_set_header (\S+) (\S+);", nginx))
