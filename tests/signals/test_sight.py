"""Of where a signal sits, a reader has the people whom they see, and others at most together;
what was said of somebody goes with them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from husay.access.scope import ALL, Scope
from husay.access.viewer import operator
from husay.tracking.signals.found import Curve, Signal
from husay.tracking.signals.series import Series

if TYPE_CHECKING:
    from husay.store.company import Company

DAY = date(2024, 6, 3)
SELLERS = (("ana", 700), ("ben", 200), ("cel", 100))


@pytest.mark.parametrize(
    ("scope", "shown"),
    [
        (ALL, SELLERS),
        (Scope("some", frozenset({"ana"}), frozenset({"north"})), (("ana", 700), ("", 300))),
        (Scope("some", frozenset({"ana", "ben", "cel"}), frozenset({"north"})), SELLERS),
        # Ben and Cel had accounts of Ana's before: what those lack now is nobody's to tell Ana.
        (Scope("some", frozenset({"ana"})), None),
    ],
)
def test_others_show_together_to_who_leads_units_and_not_to_a_seller(
    company: Company, scope: Scope, shown: tuple[tuple[str, int], ...] | None
) -> None:
    from husay.store.signals.document import Kept
    from husay.store.signals.sight import shown as seen_by

    signal = Signal(
        Series("revenue", "seller", "ana"), "fall", DAY, DAY, None, DAY, DAY, DAY,
        5000, 4000, 6000, 9900, 1000, 1000, 9.0, "day", Curve((), (), (), (), ()),
        where={"seller": SELLERS, "product_line": (("tea", 600), ("rice", 400))},
    )  # fmt: skip
    (found,) = seen_by([Kept(1, signal, "", DAY, 1)], scope)
    assert found.signal.where.get("seller") == shown
    assert found.signal.where["product_line"] == (("tea", 600), ("rice", 400))


def test_why_a_new_level_of_somebody_was_accepted_is_forgotten_with_them(company: Company) -> None:
    from husay.store.records.forgetting import forget
    from husay.store.records.models import Name, SignalEpisode

    Name.objects.create(kind="person", item="cardo", name="Cardo")
    theirs = SignalEpisode.objects.filter(scope="seller", item="cardo")
    others = SignalEpisode.objects.exclude(scope="seller", item="cardo")
    assert theirs.update(reason="He is ill.")
    assert others.update(reason="The bottler left.")
    forget(None, "cardo", operator("test"), datetime(2026, 7, 1, tzinfo=UTC), "asked", place="cli")
    assert set(theirs.values_list("reason", flat=True)) == {"–"}
    assert set(others.values_list("reason", flat=True)) == {"The bottler left."}
