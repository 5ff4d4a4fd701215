"""A walk: somebody goes through a chapter step by step, and holds its text against the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from husay.access.role import Role
from tests.docs.markdown import Block
from tests.docs.running import commands, is_run
from tests.docs.shown import likely, missing, plain
from tests.docs.walks.chapter import Chapter, Step
from tests.docs.walks.company import Servers, husay
from tests.docs.walks.pictures import take
from tests.web.browsing import DESKTOP, PHONE, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

DEMO = "demo-company"
LONGEST_MS = 30_000
"""So long something may take to be there, where nothing else runs; a first page takes longer."""
WITHIN = """() => {
    const read = [document.body.innerText];
    const unseen = document.querySelectorAll('.visually-hidden');
    unseen.forEach(part => { part.hidden = true; part.style.display = 'none'; });
    read.push(document.body.innerText);
    unseen.forEach(part => { part.hidden = false; part.style.display = ''; });
    for (const part of document.querySelectorAll('main :is([aria-label], [placeholder], option)'))
        read.push(part.getAttribute('aria-label'), part.placeholder, part.text);
    return read.join('\\n');
}"""
"""What somebody can hear read on a page, what they can see of it, and what its fields offer."""


ROLES = frozenset(role.value for role in Role)
Stepping = Callable[["Walk", "Page"], None]
"""What is done before a step, on the page of whoever does it."""


@dataclass
class Walk:
    """Who walks where: a folder with companies in it, a language, and a browser for each role."""

    browser: Browser
    folder: Path
    language: str
    servers: Servers
    told: str = ""
    """What the last command wrote; a server's link among it."""
    wrong: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _contexts: dict[str, BrowserContext] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)
    _environment: dict[str, str] = field(default_factory=dict)

    def site(self, company: str = DEMO) -> str:
        """The address of a company's pages."""
        return self.servers.addresses[self.folder / company]

    def page(self, role: str) -> Page:
        """The page that somebody has before them; a new browser where they have none yet."""
        if role not in self._pages:
            context = self.browser.new_context(
                viewport=DESKTOP, locale=self.language, reduced_motion="reduce",
                accept_downloads=True, timezone_id="Asia/Manila",
            )  # fmt: skip
            context.set_default_timeout(LONGEST_MS)
            context.set_default_navigation_timeout(4 * LONGEST_MS)
            page = context.new_page()
            page.on("pageerror", lambda error: self.faults.append(f"{role}: {error}"))
            self._contexts[role], self._pages[role] = context, page
        return self._pages[role]

    def signed_in(self, role: str) -> Page:
        """The page of somebody who looks around in the demo company as a role."""
        new = role not in self._pages
        page = self.page(role)
        if new:
            page.goto(f"{self.site()}/sign-in")
            page.locator(f'form[action="/sign-in/as/{role}"] button').click()
            page.wait_for_load_state()
        return page

    def go(self, chapter: Chapter, steps: dict[str, Stepping], pages: Path) -> None:
        """Walk through a chapter: files are written, commands run, steps taken and looked at."""
        self.wrong, self._environment = [], {}
        for part, after in zip(chapter.parts, [*chapter.parts[1:], None], strict=True):
            if isinstance(part, Step):
                page = self.signed_in(part.role) if part.role in ROLES else self.page(part.role)
                steps[f"{part.role}/{part.name}"](self, page)
                self._look(chapter, part, pages)
            elif name := part.notes.get("file"):
                (self.folder / name).write_text(f"{part.text}\n", encoding="utf-8")
            elif is_run(part):
                self._run(chapter, part, after)

    def _run(self, chapter: Chapter, block: Block, after: object) -> None:
        """Run a block's commands, and hold the block behind it against what they wrote."""
        self.told = ""
        listed = commands(block)
        codes = [0] * (len(listed) - 1) + [int(block.notes.get("exit", 0))]
        for (line, words), expected in zip(listed, codes, strict=True):
            if words[0] == "export":
                name, _, value = words[1].partition("=")
                self._environment[name] = value
                continue
            code, said = self._command(words[1:])
            self.told += said
            if code != expected:
                self.wrong.append(f"{chapter.name}:{line}: ends with {code}:\n{said}")
        if isinstance(after, Block) and after.language == "text":
            self.wrong += missing(chapter.name, after, self.told)

    def _command(self, words: list[str]) -> tuple[int, str]:
        if "serve" in words:
            home = self.folder / words[words.index("--home") + 1]
            return 0, self.servers.start(home, **self._environment)
        return husay(self.folder, *words, **self._environment)

    def _look(self, chapter: Chapter, step: Step, pages: Path) -> None:
        """Hold what a chapter says of a step against the page, and take its pictures."""
        page = self.page(step.role)
        settle(page)
        written = plain(page.evaluate(WITHIN))
        for label in step.labels:
            if not re.search(rf"(?<!\w){re.escape(plain(label))}(?!\w)", written):
                self.wrong.append(f"{chapter.name}:{step.line}: {label!r} is not on {page.url}")
        for quote in step.quotes:
            if not re.search(likely(plain(quote)), written):
                self.wrong.append(f"{chapter.name}:{step.line}: {quote!r} is not on {page.url}")
        for picture in step.pictures:
            page.set_viewport_size(PHONE if step.phone else DESKTOP)
            settle(page)
            take(page, pages / picture)
            page.set_viewport_size(DESKTOP)

    def close(self) -> None:
        """Close what is open; no script of ours may have failed."""
        for context in self._contexts.values():
            context.close()
        assert self.faults == []


@contextmanager
def walking(browser: Browser, folder: Path, language: str, servers: Servers) -> Iterator[Walk]:
    """A walk, and nothing left open behind it."""
    walk = Walk(browser, folder, language, servers)
    yield walk
    walk.close()
