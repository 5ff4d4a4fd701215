"""`husay rank`, `husay gap`, `husay price`: who leads, where a gap is, what prices do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.session import session
from husay.cli.standing import named_whole
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.store.company import Company

UnitOption = Annotated[
    str | None, typer.Option("--unit", metavar="UNIT", help=_("A unit with all below it."))
]
SellerOption = Annotated[
    str | None, typer.Option("--seller", metavar="SELLER", help=_("One seller."))
]


def rank(
    context: typer.Context,
    unit: UnitOption = None,
    seller: SellerOption = None,
    measure: Annotated[
        str,
        typer.Option(
            "--measure", metavar="MEASURE", help=_("revenue, orders, win_rate or new_customers.")
        ),
    ] = "revenue",
    by: Annotated[
        str, typer.Option("--by", metavar="seller|unit", help=_("Rank people, or units."))
    ] = "seller",
    start: asking.From = None,
    end: asking.To = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="PERIOD", help=_("Instead: 2026, 2026-Q3. Default: 12 months.")
        ),
    ] = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """Who leads and who lags, held against what each has to work with; or that nobody can say."""
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.COMPARE)
    from husay.store.people_ranking import ranking
    from husay.words.ranking_report import ranking_report

    window = _window(company, start, end, period, snapshot)
    whole = named_whole(company, unit, seller)
    found = ranking(company, whole, measure, by, window, snapshot)
    write(ranking_report(found, company), form, target)


def gap(
    context: typer.Context,
    unit: UnitOption = None,
    seller: SellerOption = None,
    line: Annotated[
        str | None,
        typer.Option("--product-line", metavar="LINE", help=_("One product line.")),
    ] = None,
    against: Annotated[
        str,
        typer.Option(
            "--against", metavar="team|best|own",
            help=_("What is usual, the best quarter, or one’s own best three months."),
        ),
    ] = "team",
    snapshot: asking.SnapshotOption = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:  # fmt: skip
    """How much somebody sells more or less than is usual, and in which part of selling."""
    from husay.basics.problem import mistake
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.COMPARE)
    from husay.store import gaps
    from husay.words.gap_report import gap_report

    if line and (unit or seller):
        raise mistake("options-exclude", first="--product-line", second="--unit")
    whole = named_whole(company, unit, seller)
    if line:
        named = company.called("product_line", line)
        subject = gaps.Subject("product_line", named[0] if len(named) == 1 else line)
    elif whole is not None:
        subject = gaps.Subject(whole.scope, whole.item)
    else:
        subject = gaps.own_subject(company)
    write(gap_report(gaps.gap(company, subject, against, snapshot), company), form, target)


def price(
    context: typer.Context,
    unit: UnitOption = None,
    seller: SellerOption = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="DIM", help=_("product_line, product_group, product, customer_group.")
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option(
            "--level", metavar="LEVEL", help=_("What one thing is: product or product_line.")
        ),
    ] = None,
    start: asking.From = None,
    end: asking.To = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period", metavar="PERIOD", help=_("Instead: 2026-Q3, 2026-10. Default: 3 months.")
        ),
    ] = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """Why sales differ from a year before: price, volume, mix, what is new and what was lost."""
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.COMPARE)
    from husay.store.prices import price as prices
    from husay.words.price_report import price_report

    window = _window(company, start, end, period, snapshot)
    found = prices(company, named_whole(company, unit, seller), by, level, window, snapshot)
    write(price_report(found, company), form, target)


def obstacles(
    context: typer.Context,
    unit: UnitOption = None,
    seller: SellerOption = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.Format = "table",
    target: asking.Output = None,
) -> None:
    """What stands in the way, with the money at stake: stalled deals, quiet customers, and more."""
    from husay.cli.writing import check_format, write

    check_format(form, target=target)
    company = session(context).company(Right.COMPARE)
    from husay.store.obstacles import obstacles as in_the_way
    from husay.words.obstacles_report import obstacles_report

    found = in_the_way(company, named_whole(company, unit, seller), snapshot)
    write(obstacles_report(found, company), form, target)


def _window(
    company: Company, start: str | None, end: str | None, period: str | None,
    snapshot: str | None,
) -> Window | None:  # fmt: skip
    """The days that the options name; None where they name none."""
    from husay.cli.question import OPTIONS
    from husay.measures.written import Written
    from husay.store.asked import window_asked

    written = Written(start=start, end=end, period=period)
    return window_asked(company, written, snapshot, OPTIONS)
