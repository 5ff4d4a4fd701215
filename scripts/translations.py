"""Translations without gettext's programs: collect the texts, compile them, prove them complete.

    python scripts/translations.py extract    texts of the code into django.po, translations kept
    python scripts/translations.py compile    django.po into django.mo
    python scripts/translations.py check      lists everything that is missing or wrong; 1 if any

English is what the code says; each other language has one file,
``src/husay/locale/<language>/LC_MESSAGES/django.po``. The compiled file is committed, so that
whoever installs Husay needs none of this.
"""

import re
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as extract_from
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path("src/husay")
LANGUAGE = "fil"
FOLDER = PACKAGE / "locale" / LANGUAGE / "LC_MESSAGES"

# CLDR's "one" for Filipino: 1, 2, 3 and every number that does not end in 4, 6 or 9.
PLURAL_FORMS = (
    "nplurals=2; plural=(n != 1 && n != 2 && n != 3 && "
    "(n % 10 == 4 || n % 10 == 6 || n % 10 == 9));"
)

# What marks a text, and which of its arguments are the text (c: its context).
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

NOTE = "Translators:"  # opens a comment meant for whoever translates
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*(?:[:!][^{}]*)?\}")


class Texts(Catalog):
    """A catalog whose header holds only what a reader of it needs: no dates, no versions.

    So the same texts always give the same files, byte for byte.
    """

    def __init__(self) -> None:
        """An empty catalog."""
        super().__init__(header_comment=f"# Husay: translations ({LANGUAGE}).", fuzzy=False)

    @property
    def num_plurals(self) -> int:
        """How many forms a text with a number has."""
        return 2

    def _headers(self) -> list[tuple[str, str]]:
        return [
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Language", LANGUAGE),
            ("Plural-Forms", PLURAL_FORMS),
        ]

    mime_headers = property(_headers)


def python_of(path: Path) -> str:
    """The file as Python in which the texts are marked: itself, or what its template says."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    marked = templatize(text, origin=str(path))
    # What is left of the markup is indented as HTML is, which is no indentation to Python.
    return "\n".join(line.lstrip() for line in marked.split("\n"))


def sources() -> Iterator[Path]:
    """Every file that may hold a text for people, in a steady order."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" or ("templates" in path.parts and path.suffix in (".html", ".txt")):
            yield path


def collected() -> Catalog:
    """All texts in the code, each with the files it stands in."""
    texts = Texts()
    for path in sources():
        stream = BytesIO(python_of(path).encode())
        for _line, text, comments, context in extract_from("python", stream, KEYWORDS, [NOTE]):
            texts.add(text, None, [(str(path), 0)], auto_comments=comments, context=context)
    return texts


def kept() -> Catalog:
    """The catalog as it stands in django.po; empty where there is none yet."""
    texts = Texts()
    path = FOLDER / "django.po"
    if path.exists():
        stored = read_po(BytesIO(path.read_bytes()), locale=None)
        for message in stored:
            if message.id:
                texts[message.id] = message
        texts.obsolete = stored.obsolete
    return texts


def written(write: Callable[..., None], texts: Catalog, **options: object) -> bytes:
    """What a writer of Babel's makes of the catalog."""
    stream = BytesIO()
    write(stream, texts, **options)
    return stream.getvalue()


def extract() -> list[str]:
    """Bring django.po up to the code: new texts added, gone ones kept at its end as obsolete."""
    texts = kept()
    texts.update(collected(), no_fuzzy_matching=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    po = written(write_po, texts, width=100, include_lineno=False, sort_by_file=True)
    (FOLDER / "django.po").write_bytes(po)
    return []


def compile_() -> list[str]:
    """Write django.mo from django.po."""
    (FOLDER / "django.mo").write_bytes(written(write_mo, kept()))
    return []


def forms_of(text: object) -> list[str]:
    """A text as the list of its forms: one, or one for each plural."""
    forms = text if isinstance(text, (tuple, list)) else (text,)
    return [str(form or "") for form in forms]


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    forms = forms_of(message.string)
    if not all(forms):
        yield "not translated"
        return
    if message.fuzzy:
        yield "marked fuzzy: check it and take the mark away"
    # Filipino's first form also stands for 2, 3, 5, 7 …: it must name whatever the plural names.
    wanted = sorted(set(PLACEHOLDER.findall(forms_of(message.id)[-1])))
    for form in forms:
        given = sorted(set(PLACEHOLDER.findall(form)))
        if given != wanted:
            yield f"placeholders differ: {wanted} in English, {given} in {form!r}"


def check() -> list[str]:
    """Every reason why the translations are not complete, a line each."""
    stored = kept()
    problems = []
    for wanted in collected():
        name = " / ".join(forms_of(wanted.id))
        message = stored.get(wanted.id, context=wanted.context)
        if not name:
            continue
        place = ", ".join(sorted({file for file, _ in wanted.locations}))
        if message is None:
            problems.append(f"{place}: {name!r}: not in django.po (make translations)")
        else:
            problems += [f"{place}: {name!r}: {fault}" for fault in faults(message)]
    compiled = FOLDER / "django.mo"
    if len(stored) and (
        not compiled.exists() or compiled.read_bytes() != written(write_mo, stored)
    ):
        problems.append(f"{compiled}: is not what django.po compiles to (make translations)")
    return problems


def main() -> int:
    """Run one command; list its problems."""
    commands = {"extract": extract, "compile": compile_, "check": check}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        print(__doc__)
        return 2
    settings.configure()
    problems = commands[sys.argv[1]]()
    for problem in problems:
        print(problem)
    if sys.argv[1] == "check":
        print(f"translations ({LANGUAGE}): {len(problems) or 'no'} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
