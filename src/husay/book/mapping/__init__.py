"""Plain files: a mapping is guessed from headers and values, shown, confirmed and kept."""

from husay.book.mapping.chosen import chosen_problems
from husay.book.mapping.fields import FIELDS, Field
from husay.book.mapping.guess import Said, guess
from husay.book.mapping.model import (
    Feed,
    Mapping,
    MappingQuestion,
    as_data,
    from_data,
    mapping_problems,
)
from husay.book.mapping.origins import headers_by_column
from husay.book.mapping.selects import selects
from husay.book.mapping.total_lines import is_total_sql

__all__ = [
    "FIELDS",
    "Feed",
    "Field",
    "Mapping",
    "MappingQuestion",
    "Said",
    "as_data",
    "chosen_problems",
    "from_data",
    "guess",
    "headers_by_column",
    "is_total_sql",
    "mapping_problems",
    "selects",
]
