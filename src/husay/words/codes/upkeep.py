"""Words for what can be wrong with the book's files, with a clean-up, a backup or its restoring."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

_RESTORE = _("Restore the newest backup into a new folder, and work on from there.")
_REPORT = _(
    "This is a mistake of Husay’s own, not of your data: please report it. A backup from before "
    "this snapshot does not have it."
)

UPKEEP_WORDS: dict[str, Wording] = {
    "page-out-of-range": Wording(
        _("There is no page of %(limit)s rows from row %(offset)s on."),
        _("Both are whole numbers from 0 to %(most)s."),
    ),
    "rows-of-another-kind": Wording(
        _("These rows are not those behind: %(value)s."),
        _("Ask for the rows of that measure by itself."),
    ),
    "wrong-key": Wording(
        _("A row of “%(table)s” is named by: %(key)s."),
        _("Give each of them once; “source” may be given as well."),
    ),
    "pin-label": Wording(
        _("“%(label)s” cannot be the label of a pin."),
        _("Choose a word: a number alone already names a snapshot."),
    ),
    "keep-at-least-one": Wording(
        _("%(keep)s snapshots cannot be kept."),
        _("The newest one always stays: keep 1 or more."),
    ),
    "file-exists": Wording(
        _("There is already a file “%(file)s”."),
        _("Choose another name: a backup never takes another’s place."),
    ),
    "log-unreadable": Wording(
        _("The log of “%(table)s” cannot be read for snapshot %(snapshot)s: %(value)s"), _RESTORE
    ),
    "book-file-missing": Wording(_("A file of the book is missing."), _RESTORE),
    "book-file-size": Wording(
        _("A file of the book has %(value)s bytes, and its log says %(expected)s."), _RESTORE
    ),
    "book-file-unreadable": Wording(
        _("A file of the book cannot be read: %(value)s"), _RESTORE
    ),
    "book-file-rows": Wording(
        _("A file of the book has %(value)s rows, and its log says %(expected)s."), _RESTORE
    ),
    "book-file-types": Wording(
        _("Columns lie in a file of the book as they must not: %(value)s."), _RESTORE
    ),
    "key-twice": Wording(
        _("In snapshot %(snapshot)s, %(count)s keys of “%(table)s” are there more than once."),
        _REPORT,
    ),
    "value-missing": Wording(
        _("In snapshot %(snapshot)s, %(count)s rows of “%(table)s” lack what every row must have."),
        _REPORT,
    ),
    "row-in-wrong-month": Wording(
        _("In snapshot %(snapshot)s, %(count)s rows of “%(table)s” lie in another month’s file."),
        _REPORT,
    ),
    "row-from-the-future": Wording(
        _("In snapshot %(snapshot)s, %(count)s rows of “%(table)s” come from a later one."),
        _REPORT,
    ),
    "history-backwards": Wording(
        _("In snapshot %(snapshot)s, %(count)s rows of “%(table)s” end before they begin."),
        _REPORT,
    ),
    "history-overlaps": Wording(
        _("In snapshot %(snapshot)s, %(count)s rows of “%(table)s” overlap with another version."),
        _REPORT,
    ),
    "rollup-differs": Wording(
        _("In snapshot %(snapshot)s, “%(table)s” does not add up for %(month)s in %(currency)s: "
          "%(column)s."),
        _REPORT,
    ),
    "rollup-rows-differ": Wording(
        _("In snapshot %(snapshot)s, %(count)s rows of “%(table)s” are not what the lines make."),
        _REPORT,
    ),
    "backup-damaged": Wording(
        _("This is not the backup as it was written: “%(file)s” (%(said)s)."),
        _("Nothing was restored. Use another backup, or fetch this one again."),
    ),
    "backup-is-newer": Wording(
        _("This backup comes from a newer version of Husay: %(migrations)s."),
        _("Nothing was restored. Update Husay first."),
    ),
    "records-not-empty": Wording(
        _("The database of the records already holds a company."),
        _("Nothing was restored. Set HUSAY_DATABASE_URL to an empty database, or unset it."),
    ),
    "records-unreadable": Wording(
        _("The records in this backup cannot be read: %(said)s"),
        _("Nothing was restored. Use another backup."),
    ),
}  # fmt: skip
"""By code."""
