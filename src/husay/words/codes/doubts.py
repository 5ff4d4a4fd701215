"""Words for what is doubtful about an import although each of its rows can be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

if TYPE_CHECKING:
    from husay.words.term import Text

_MEANT = _("If it is meant, import it again with --replace.")

DOUBT_WORDS: dict[str, Wording] = {
    "withdraws-most": Wording(
        _("%(count)s of the %(had)s rows of “%(table)s” are not in this file, such as: %(value)s. "
          "They would be withdrawn."),
        _MEANT,
    ),
    "loses-lines": Wording(
        _("“%(value)s” had %(had)s lines, this file gives %(gives)s; %(gone)s would be withdrawn."),
        _("Give each invoice with all its lines. If it is meant, import it again with --replace."),
    ),
    "more-lose-lines": Wording(
        _("More invoices would lose lines: %(more)s."),
        _("Give each invoice with all its lines. If it is meant, import it again with --replace."),
    ),
    "stays-for-others": Wording(
        _("%(count)s rows of “%(table)s” are no longer given, such as: %(value)s. They stay, "
          "because others give that table, too: %(others)s."),
        _("To withdraw them all the same, import again with --replace."),
    ),
    "corrects-most": Wording(
        _("%(count)s rows without a number are known with other values, such as: %(value)s; "
          "%(unchanged)s are as known. Other sales would so take the place of these."),
        _("Keep another branch’s file under a name of its own. If these are corrections, import "
          "again with --replace."),
    ),
    "corrects-many": Wording(
        _("%(count)s known rows were corrected, such as: %(value)s; only %(unchanged)s were as "
          "known."),
        _("If these are other sales with the same numbers, import that file again under a name of "
          "its own, and the right file here."),
    ),
    "moves-most": Wording(
        _("%(count)s known rows would go to another month, such as: %(value)s (from %(old)s to "
          "%(new)s). Their numbers may have begun again from one."),
        _("Keep each year’s file under a name of its own, or put the year before the number. If "
          "the dates are corrected, import again with --replace."),
    ),
    "moves-some": Wording(
        _("%(count)s known rows went to another month, such as: %(value)s (from %(old)s to "
          "%(new)s)."),
        _("Check that these are the same sales: numbers may have been used twice."),
    ),
    "of-another-source": Wording(
        _("%(count)s of the %(fresh)s new lines are in the book as those of “%(other)s”, with the "
          "same invoice, day and amount, such as: %(value)s. They would count twice."),
        _("Import this file as “%(other)s”. If these are other sales, import it again with "
          "--replace."),
    ),
    "same-lines-twice": Wording(
        _("Lines stand in the file more than once, such as: %(value)s. So many count once more: "
          "%(count)s."),
        _("They are kept. If rows were pasted twice, take the doubles out, and import the file "
          "again with --replace."),
    ),
    "sold-on-days-off": Wording(
        _("%(count)s lines fall on a %(weekday)s, which is no working day."),
        _("If it is one, say so: working_days in company.yaml. Goals and comparisons go by it."),
    ),
    "name-in-the-book": Wording(
        _("In “%(column)s” there are names where there were codes, such as: %(value)s. They now "
          "lie in the book."),
        _("Keep this file under a new name: then its names go to the records alone."),
    ),
    "another-of-its-name": Wording(
        _("Another source is kept as “%(value)s”, and both count as one: each would replace what "
          "the other gave."),
        _("Give this one a name of its own in source.yaml."),
    ),
    "credit-for-no-line": Wording(
        _("%(count)s credits are for sale lines that are not in the book, such as: %(value)s."),
        _("They are kept and count once the line is given. Check the numbers of sale and line."),
    ),
}  # fmt: skip
"""By code."""

_PRESS = _("If it is meant, press “Bring it in all the same” below.")

MEANT_REMEDIES: dict[str, Text] = {
    "withdraws-most": _PRESS,
    "loses-lines": _PRESS,
    "more-lose-lines": _PRESS,
    "stays-for-others": _("To withdraw them all the same, press “Bring it in all the same” below."),
    "corrects-most": _(
        "Keep another branch’s file under a name of its own. If these are corrections, press "
        "“Bring it in all the same” below."
    ),
    "of-another-source": _(
        "Bring this file in as the source that has these lines. If these are other sales, press "
        "“Bring it in all the same” below."
    ),
    "moves-most": _(
        "Keep each year’s file under a name of its own, or put the year before the number. If the "
        "dates are corrected, press “Bring it in all the same” below."
    ),
}
"""What to do where a button beneath says that it is meant; without it these have no remedy."""
