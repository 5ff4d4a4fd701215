"""Words for what can be wrong with a company's folder, its book, its snapshots and its files."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

RECORD_WORDS: dict[str, Wording] = {
    "no-company-here": Wording(
        _("There is no company in “%(folder)s”."),
        _("Name its folder with --home or HUSAY_HOME, or make one: “husay init FOLDER”."),
    ),
    "folder-not-empty": Wording(
        _("The folder “%(folder)s” already holds something."),
        _("Choose a new folder, or one that is empty."),
    ),
    "company-records-unreadable": Wording(
        _("The company’s records cannot be read: %(said)s"),
        _(
            "See whether the database runs (HUSAY_DATABASE_URL), the disk is full or the file "
            "damaged; “husay restore” takes a backup."
        ),
    ),
    "book-unreadable": Wording(
        _("A file of the book cannot be read: %(said)s"),
        _("“husay book verify” tells which files are missing; “husay restore” takes a backup."),
    ),
    "demo-not-named": Wording(
        _("No company is named: these rows would have gone into the demo company."),
        _("Say whose they are: --home FOLDER, or set HUSAY_HOME (--home %(folder)s for the demo)."),
    ),
    "disk-full": Wording(
        _("The disk that holds “%(folder)s” is full."),
        _("Make room on it and try again. The book is as it was."),
    ),
    "folder-closed": Wording(
        _("Nothing may be written in “%(folder)s”."),
        _("Let the user who runs Husay write to the folder and to all that is in it."),
    ),
    "import-not-restored": Wording(
        _("This import waited when the backup was made, and did not run."),
        _("Ask for it again if it is still wanted."),
    ),
    "no-such-source": Wording(
        _("There is no source “%(source)s”: no such folder, and none is kept by that name."),
        _("Did you mean “%(nearest)s”?"),
        _("Name a folder with source.yaml in it, or give a plain file to be kept by that name."),
    ),
    "import-failed": Wording(
        _("The import failed, and the book is as it was: %(value)s"),
        _("This is a fault of Husay. Try again; if it stays, please tell its makers."),
    ),
    "import-was-killed": Wording(
        _("The import was broken off %(attempts)s times, and the book is as it was."),
        _("See whether the machine ran out of memory or disk, then try again."),
    ),
    "book-is-being-written": Wording(
        _("Another import or clean-up is at work on this book."),
        _("Wait until it ends, then try again. Reading goes on meanwhile."),
    ),
    "no-such-snapshot": Wording(
        _("There is no snapshot “%(snapshot)s”."),
        _("“husay book log” lists them, with their pins."),
    ),
    "snapshot-was-cleaned": Wording(
        _("The files of snapshot “%(snapshot)s” were cleaned up."),
        _("Choose a newer one; pin the snapshots that must stay."),
    ),
    "pin-exists": Wording(
        _("A snapshot is already pinned as “%(label)s”."),
        _("Choose another label, or unpin that one first."),
    ),
    "no-such-pin": Wording(
        _("No snapshot is pinned as “%(label)s”."),
        _("“husay book log” lists the pins."),
    ),
}
"""By code."""
