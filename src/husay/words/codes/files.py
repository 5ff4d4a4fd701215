"""Words for files and databases that cannot be read, or must not be."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

FILE_WORDS: dict[str, Wording] = {
    "damaged-file": Wording(
        _("“%(file)s” is damaged, or was cut off on its way."),
        _("Export or copy it again."),
    ),
    "mixed-encodings": Wording(
        _("In “%(file)s” some letters are written in another way than the rest."),
        _("Open it in a spreadsheet, look whether all names are right, and save it as CSV UTF-8."),
    ),
    "locked-workbook": Wording(
        _("“%(file)s” is locked with a password."),
        _("Open it in Excel, take the password off, and save it."),
    ),
    "not-a-workbook": Wording(
        _("“%(file)s” is not an Excel file, whatever its name says."),
        _("Open it in the program it comes from and save it as .xlsx, or name it .csv if it is."),
    ),
    "damaged-workbook": Wording(
        _("“%(file)s” is damaged and cannot be opened: %(value)s"),
        _("Open it in Excel, let it mend the file, and save it; or export it again."),
    ),
    "sheet-too-wide": Wording(
        _("The sheet “%(value)s” reaches to %(cell)s, and only %(filled)s cells are filled."),
        _("Delete the rows and columns below and beside the table, or save the sheet as CSV."),
    ),
    "header-moved": Wording(
        _("The columns’ names stood in row %(before)s and now stand in row %(row)s."),
        _("Let as many lines stand above them as before, or bring the file in as a new kind."),
    ),
    "dates-maybe-swapped": Wording(
        _("In “%(column)s” day and month may have changed places, such as in %(value)s."),
        _("Look whether they are right in the book. If not, bring the file in as a new kind."),
    ),
    "total-left-out": Wording(
        _("A line of totals was left out: row %(first)s."),
        _("Give it a date if it is a row like the others."),
    ),
    "totals-left-out": Wording(
        _("%(count)s total lines were left out, such as row %(first)s."),
        _("Give them a date if they are rows like the others."),
    ),
    "outside-the-data": Wording(
        _("“%(file)s” leads out of the data folder."),
        _("Put the file itself into the folder: a source reads nothing beside it."),
    ),
    "two-files-for-one": Wording(
        _("More than one file could be “%(value)s”: %(file)s."),
        _("Take away or rename those that are not meant."),
    ),
    "file-and-table": Wording(
        _("“%(value)s” is a file and a table of the database."),
        _("Rename the file, or take it away."),
    ),
    "not-an-address-variable": Wording(
        _("A source may not read the environment variable %(variable)s."),
        _("Name it so that it ends with _URL or _DATABASE and does not begin with HUSAY_."),
    ),
}
"""By code."""
