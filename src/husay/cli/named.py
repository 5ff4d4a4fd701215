"""What somebody is called at the command line: by the identifier that the book has, or by the name
that people use, wherever one person alone has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from husay.store.company import Company


@overload
def named_person(company: Company, text: str) -> str: ...
@overload
def named_person(company: Company, text: str | None) -> str | None: ...
def named_person(company: Company, text: str | None) -> str | None:
    """Who is called so; a text that is nobody's name, or the name of several, stays as it is."""
    if not text:
        return text
    found = company.called("person", text)
    return found[0] if len(found) == 1 else text
