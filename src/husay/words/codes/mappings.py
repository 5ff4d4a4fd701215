"""Words for what can be wrong with a plain file and its mapping, or worth knowing about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

MAPPING_WORDS: dict[str, Wording] = {
    "empty-file": Wording(
        _("“%(file)s” is empty."),
        _("Export it again, and look into it before you bring it in."),
    ),
    "unknown-kind-of-file": Wording(
        _("“%(file)s” is of a kind that cannot be read."),
        _("Save it as CSV, TSV, Excel (.xlsx, .xls, .ods) or Parquet."),
    ),
    "no-such-sheet": Wording(
        _("“%(file)s” has no sheet “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Open the file and see what its sheets are called."),
    ),
    "file-lacks-column": Wording(
        _("The file has no column “%(column)s”."),
        _("Was it renamed to “%(nearest)s”? Then choose that one instead."),
        _("Choose another column for it, or give the file that column again."),
    ),
    "kept-lacks-column": Wording(
        _("The file has no column “%(column)s”."),
        _("It may now be called “%(nearest)s”: name it as before, or give the file a new name to "
          "be kept by (husay import NEWNAME --from %(file)s)."),
        _("Give the file that column again, or a new name to be kept by (husay import NEWNAME "
          "--from %(file)s)."),
    ),
    "mapping-unknown-table": Wording(
        _("No plain file can give “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("It can give sale_lines, goals, deals, activities, payments, customers or products."),
    ),
    "mapping-unknown-field": Wording(
        _("“%(column)s” is nothing that a column of “%(table)s” can be."),
        _("Did you mean “%(nearest)s”?"),
        _("Choose one of: %(known)s."),
    ),
    "mapping-lacks": Wording(
        _("No column gives “%(column)s”, and it is needed."),
        _("Choose the column that does, or those that stand in for it: %(needs)s."),
        _("Choose the column that does."),
    ),
    "mapping-twice": Wording(
        _("Two columns are taken for “%(column)s”; “%(value)s” is the second."),
        _("Keep one of them."),
    ),
    "mapping-question": Wording(
        _("The file alone cannot tell how “%(value)s” is meant (%(column)s)."),
        _("Answer the question, on a command line with --answer, like --answer dates=dmy."),
    ),
    "mapping-reading": Wording(
        _("It is not known how the values of “%(value)s” are written."),
        _("Say it: dates as iso, dmy or mdy, amounts with a decimal point or comma."),
    ),
    "mapping-not-readable": Wording(
        _("The mapping in source.yaml cannot be read at “%(column)s”."),
        _("It has a table and, under columns, a header for each field. Or let it be guessed anew."),
    ),
    "mapping-unsure": Wording(
        _("“%(value)s” was taken for “%(column)s”, without much reason."),
        _("Look whether that is right."),
    ),
    "names-kept-apart": Wording(
        _("Names stay in the records, and the book keeps a mark for each: %(value)s."),
        _("A code for each would serve better, where you have one."),
    ),
    "each-row-a-sale": Wording(
        _("No column has the number of the sale, so each row counts as a sale of its own."),
        _("Name the column with the invoice or receipt number, if there is one."),
    ),
}  # fmt: skip
"""By code."""
