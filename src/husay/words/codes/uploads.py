"""Words for what can be wrong with a file that is brought in through the web."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

UPLOAD_WORDS: dict[str, Wording] = {
    "upload-missing": Wording(
        _("No file was chosen."),
        _("Choose one, or drop it on the field, then press the button."),
    ),
    "upload-too-large": Wording(
        _("The file is larger than %(most)s MB."),
        _("Bring it in on the machine itself (husay import), or send it as .csv.gz."),
    ),
    "upload-kind": Wording(
        _("“%(file)s” is of a kind that Husay does not read."),
        _("Save it as CSV, TSV, Excel (.xlsx, .xls, .ods) or Parquet; .csv.gz works too."),
    ),
    "upload-empty": Wording(
        _("“%(file)s” is empty."),
        _("Export it again, and look into it before you send it."),
    ),
    "file-without-rows": Wording(
        _("“%(file)s” has a heading and no rows."),
        _("Export it again with the rows in it: without any, nobody can say how it is read."),
    ),
    "upload-web-page": Wording(
        _("“%(file)s” is a web page, whatever its name says."),
        _("Some systems save a page instead of the table: open it, and save it as CSV or Excel."),
    ),
    "upload-other-inside": Wording(
        _("“%(file)s” holds something else than its name says."),
        _("Open it in the program it comes from, and save it as CSV or Excel from there."),
    ),
    "upload-damaged": Wording(
        _("“%(file)s” is damaged, or was cut off on its way."),
        _("Check that it opens elsewhere, then send it again."),
    ),
    "upload-unpacks-too-large": Wording(
        _("“%(file)s” would become far too large once unpacked."),
        _("Save the sheet as CSV, or split it into parts."),
    ),
    "upload-gone": Wording(
        _("This file is no longer kept."),
        _("Files wait a week for somebody to bring them in. Send it again."),
    ),
    "form-title": Wording(
        _("This file’s kind needs a name."),
        _("Give it one with letters in it, such as Invoices: next month’s file goes by it too."),
    ),
    "form-currency": Wording(
        _("“%(value)s” is not a currency’s code."),
        _("Use three capital letters, such as PHP or USD."),
    ),
    "form-tax": Wording(
        _("“%(value)s” is not a rate of VAT."),
        _("Write the percentage, such as 12 or 7.5."),
    ),
    "form-column-twice": Wording(
        _("The column “%(value)s” is chosen twice."),
        _("Keep it where it belongs, and choose “not in this file” in the other place."),
    ),
}
"""By code."""
