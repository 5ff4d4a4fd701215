"""Words for what can be wrong with what is typed on a command line or chosen on a page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

OPTION_WORDS: dict[str, Wording] = {
    "option-choice": Wording(
        _("%(option)s cannot be “%(value)s”."),
        _("Did you mean “%(nearest)s”? Choose from: %(choices)s."),
        _("Choose from: %(choices)s."),
    ),
    "option-date": Wording(
        _("%(option)s: “%(value)s” is not a date."),
        _("Write dates like 2026-11-18: year, month, day."),
    ),
    "option-number": Wording(
        _("%(option)s: “%(value)s” is not a number that it can take."),
        _("Write a whole number from %(least)s to %(most)s."),
        _("Write a whole number from %(least)s on."),
    ),
    "option-pair": Wording(
        _("%(option)s: “%(value)s” is no pair."),
        _("Write it with a sign between, as in NAME=VALUE."),
    ),
    "option-unreadable": Wording(
        _("%(option)s cannot be “%(value)s”."),
        _("“%(command)s --help” says what it takes."),
    ),
    "option-without-value": Wording(
        _("%(value)s says nothing."),
        _("Write a value after it; “%(command)s --help” says which."),
    ),
    "no-such-option": Wording(
        _("There is no option “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("“%(command)s --help” lists them all."),
    ),
    "no-such-command": Wording(
        _("There is no command “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("“%(command)s --help” lists them all."),
    ),
    "argument-missing": Wording(
        _("%(value)s is missing."),
        _("“%(command)s --help” says what it is."),
    ),
    "arguments-too-many": Wording(
        _("There is no place for “%(value)s”."),
        _("Put what belongs together in quotation marks; see “%(command)s --help”."),
    ),
    "source-is-kept": Wording(
        _("“%(source)s” is read as it was confirmed once, so %(options)s cannot be taken."),
        _("Leave it out, or give the file a new name to be kept by."),
    ),
    "options-exclude": Wording(
        _("%(first)s and %(second)s do not go together."),
        _("Keep one of them."),
    ),
    "window-backwards": Wording(
        _("The window ends on %(end)s, before it starts on %(start)s."),
        _("Swap the two days."),
    ),
    "mapping-unconfirmed": Wording(
        _("The mapping of “%(value)s” was guessed and nobody confirmed it."),
        _("Look at it, then say --yes, or run the command at a terminal."),
    ),
    "not-to-terminal": Wording(
        _("A %(value)s file is not written to a terminal."),
        _("Name a file with --output, or send it on with > or |."),
    ),
}
"""By code: what was typed does not hold together."""

FACE_WORDS: dict[str, Wording] = {
    "cannot-write": Wording(
        _("“%(file)s” cannot be written: %(said)s"),
        _("Check the folder, and whether you may write there."),
    ),
    "output-cannot-be-written": Wording(
        _("The output cannot be written: %(said)s"),
        _("See whether the disk is full, or write to another file with --output."),
    ),
    "mapping-declined": Wording(
        _("Nothing was imported: the mapping of “%(value)s” was not wanted."),
        _("Say what its columns are with --column HEADER=FIELD, and import it again."),
    ),
    "cannot-open": Wording(
        _("“%(file)s” cannot be opened: %(said)s"),
        _("Check the path, and whether you may read it."),
    ),
    "not-the-demo": Wording(
        _("The folder “%(folder)s” holds another company."),
        _("Choose a new folder: husay demo --dir FOLDER."),
    ),
    "standing-before-book": Wording(
        _("Nothing was sold yet on %(value)s."),
        _("The first sale is of %(first)s."),
    ),
    "port-not-to-be-had": Wording(
        _("Nothing can listen at %(host)s, port %(port)s."),
        _("Ports below 1024 are for the system; try --port 8000, or another address."),
    ),
    "port-taken": Wording(
        _("Port %(port)s is already in use on this machine."),
        _("Stop what uses it, or choose another: --port %(next)s."),
    ),
}
"""By code: what was typed is right, and yet it cannot be done."""
