"""Decisions on price as they are kept: by whom, for whom, in the log, and what they did."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import log
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer, operator
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.coaching.price_action import PriceAction
from husay.stats.effect import Effect
from tests.cli.running import run
from tests.coaching.lines import FIRST, LAST, STARTS, lines, sales
from tests.measures.making import Made, copied

if TYPE_CHECKING:
    from husay.store.company import Company

AT = datetime(2025, 6, 30, 4, tzinfo=UTC)
CHOSEN = Window(date(2025, 4, 1), date(2025, 6, 29))


@pytest.fixture(scope="session")
def first_lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lines(tmp_path_factory.mktemp("lines")).folder


@pytest.fixture
def made(first_lines: Path, tmp_path: Path) -> Made:
    return copied(first_lines, tmp_path / "home")


def of(made: Made, role: Role) -> Company:
    """The company as a user with a role has it on the book's last day."""
    from husay.store.records.models import User
    from husay.store.records.users import give, new_user

    company, email = made.company, f"{role.value}@husay.test"
    if not User.objects.filter(email=email).exists():
        user = new_user(email, "", "mia" if role is Role.MANAGER else "", at=AT)
        user.joined = AT
        user.save()
        give(user, role, operator("test"), AT, "", place="cli")
    person = "mia" if role is Role.MANAGER else None
    return replace(company, viewer=Viewer(email, frozenset({role}), person), today=LAST)


def action(**more: object) -> PriceAction:
    given: dict[str, object] = {
        "scope": "product_line", "item": "tea", "kind": "discount-limit",
        "decision": "Tea at list price", "reason": "It was given away", "starts": STARTS,
        "selected": CHOSEN, "opened_from": "slide",
    }  # fmt: skip
    return PriceAction(**given | more)  # type: ignore[arg-type]


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def test_an_executive_decides_a_manager_sees_and_nobody_else_does(made: Made) -> None:
    from husay.store.coaching.price_actions import actions, create

    kept = create(of(made, Role.EXECUTIVE), action(), AT)
    assert kept.action == action()
    assert [one.number for one in actions(of(made, Role.MANAGER))] == [kept.number]
    for role in Role:
        if role is not Role.EXECUTIVE:
            with pytest.raises(Mistake) as wrong:
                create(of(made, role), action(), AT)
            assert codes(wrong) == ["not-allowed"], role
        if role not in (Role.EXECUTIVE, Role.MANAGER):
            with pytest.raises(Mistake) as wrong:
                actions(of(made, role))
            assert codes(wrong) == ["not-allowed"], role


@pytest.mark.parametrize("item", ["coffee", "p-tea", "big"])
def test_it_is_of_a_line_or_group_that_the_book_has(made: Made, item: str) -> None:
    from husay.store.coaching.price_actions import create

    with pytest.raises(Mistake) as wrong:
        create(of(made, Role.EXECUTIVE), action(item=item), AT)
    assert codes(wrong) == ["price-action-item-unknown"]


def test_its_owner_is_somebody_who_sees_it(made: Made) -> None:
    from husay.store.coaching.price_actions import create, owners
    from husay.store.records.models import User

    boss = of(made, Role.EXECUTIVE)
    for role in (Role.MANAGER, Role.OPERATIONS, Role.SELLER):
        of(made, role)
    assert {user.email for user in owners(boss)} == {"executive@husay.test", "manager@husay.test"}
    manager = User.objects.get(email="manager@husay.test")
    assert create(boss, action(owner=manager.pk), AT).action.owner == manager.pk
    with pytest.raises(Mistake) as wrong:
        create(boss, action(owner=User.objects.get(email="operations@husay.test").pk), AT)
    assert codes(wrong) == ["price-action-owner"]


def test_each_change_is_in_the_log_with_its_reason_and_without_words(made: Made) -> None:
    from husay.store.coaching.price_actions import change, close, create
    from husay.store.records.models import AuditEntry

    boss = of(made, Role.EXECUTIVE)
    kept = create(boss, action(), AT)
    later = action(starts=STARTS + timedelta(days=7), item="rice", opened_from="")
    changed = change(boss, kept.number, 1, later, "The list was late", AT)
    assert (changed.version, changed.action.item, changed.action.starts) == (
        2, "tea", STARTS + timedelta(days=7),
    )  # fmt: skip
    assert changed.action.opened_from == "slide"
    close(boss, kept.number, 2, "ended", "It is Christmas", LAST, AT)
    entries = list(AuditEntry.objects.filter(kind="price-action").order_by("number"))
    assert [(e.action, e.reason) for e in entries] == [
        ("price-decided", "It was given away"),
        ("price-action-changed", "The list was late"),
        ("price-action-ended", "It is Christmas"),
    ]
    assert [(e or {}).get("starts") for e in (entries[1].before, entries[1].after)] == [
        "2025-07-01", "2025-07-08",
    ]  # fmt: skip
    assert "Tea at list" not in str([(e.before, e.after) for e in entries])


def test_of_two_who_change_it_the_second_is_told(made: Made) -> None:
    from husay.store.coaching.price_actions import change, close, create

    boss = of(made, Role.EXECUTIVE)
    kept = create(boss, action(), AT)
    change(boss, kept.number, 1, action(kind="bundle"), "sold with sugar", AT)
    for seen in (
        lambda: change(boss, kept.number, 1, action(kind="list-price"), "dearer", AT),
        lambda: close(boss, kept.number, 1, "undone", "wrong line", None, AT),
    ):
        with pytest.raises(Mistake) as wrong:
            seen()
        assert codes(wrong) == ["price-action-changed"]
    close(boss, kept.number, 2, "undone", "wrong line", None, AT)
    with pytest.raises(Mistake) as wrong:
        change(boss, kept.number, 3, action(), "after all", AT)
    assert codes(wrong) == ["price-action-closed"]


def test_a_change_without_a_reason_is_refused_and_one_of_nothing_is_none(made: Made) -> None:
    from husay.store.coaching.price_actions import change, create

    boss = of(made, Role.EXECUTIVE)
    kept = create(boss, action(), AT)
    with pytest.raises(Mistake) as wrong:
        change(boss, kept.number, 1, action(kind="bundle"), " ", AT)
    assert codes(wrong) == ["price-action-why"]
    assert change(boss, kept.number, 1, action(), "looked again", AT).version == 1


def logs(item: str, at_list: bool) -> list[float]:
    """The logarithms of rates: four blocks of 13 weeks before 1 April 2025, and since."""
    found = []
    blocks = [(CHOSEN.start - timedelta(weeks=13 * n), 13) for n in (4, 3, 2, 1)]
    for start, weeks in (*blocks, (STARTS, 15)):
        own = [
            s for s in sales() if s[1] == item and start <= s[0] < start + timedelta(weeks=weeks)
        ]
        amount = sum(s[3] for s in own)
        found.append(log(amount / (sum(s[2] for s in own) * 200 if at_list else weeks)))
    return found


@pytest.mark.parametrize("on", ["revenue", "price_realisation"])
def test_the_effect_is_the_difference_of_differences_in_plain_python(made: Made, on: str) -> None:
    """From 1 July until 13 October there are 15 whole weeks."""
    from husay.store.coaching.price_actions import create
    from husay.store.coaching.price_effects import price_effects

    create(of(made, Role.EXECUTIVE), action(), AT)
    (one,) = price_effects(of(made, Role.MANAGER))
    assert one.days is not None
    assert one.days.weeks == 15
    assert one.days.before[0].start >= FIRST
    assert one.others == ("milk", "rice", "salt", "soap")
    told = next(told for told in one.told if told.on == on)
    assert isinstance(told.found, Effect)
    moved = {item: logs(item, on != "revenue") for item in ("tea", *one.others)}
    ways = {item: row[-1] - fmean(row[:-1]) for item, row in moved.items()}
    assert told.found.log == pytest.approx(ways["tea"] - fmean(ways[i] for i in one.others))
    assert told.found.low < 1 / 9 < told.found.high or on == "price_realisation"
    assert told.found.effect == pytest.approx(1 / 9, abs=0.03 if on == "revenue" else 1e-3)
    assert told.found.verdict == "worked"


def test_it_is_too_early_until_there_are_eight_weeks(made: Made) -> None:
    from husay.store.coaching.price_actions import create
    from husay.store.coaching.price_effects import price_effects

    boss = of(made, Role.EXECUTIVE)
    edge = LAST - timedelta(weeks=8) + timedelta(days=1)
    create(boss, action(starts=edge), AT)
    create(boss, action(item="rice", starts=edge + timedelta(days=1)), AT)
    by_item = {one.seen.action.item: one for one in price_effects(boss)}
    assert by_item["tea"].days is not None
    assert by_item["tea"].days.weeks == 8
    assert by_item["tea"].others == ("milk", "salt", "soap"), "rice was decided on, too"
    early = by_item["rice"].told[0]
    assert (early.why, early.more_weeks) == ("too-early", 1)


def test_what_was_undone_is_not_measured_and_compared_with(made: Made) -> None:
    from husay.store.coaching.price_actions import close, create
    from husay.store.coaching.price_effects import price_effects

    boss = of(made, Role.EXECUTIVE)
    create(boss, action(), AT)
    other = create(boss, action(item="rice", kind="bundle"), AT)
    assert "rice" not in price_effects(boss, 1)[0].others
    close(boss, other.number, 1, "undone", "wrong line", None, AT)
    assert "rice" in price_effects(boss, 1)[0].others
    assert price_effects(boss, other.number)[0].told == ()


def test_two_decisions_on_one_line_are_said_to_be_told_together(made: Made) -> None:
    from husay.store.coaching.price_actions import create
    from husay.store.coaching.price_effects import price_effects

    boss = of(made, Role.EXECUTIVE)
    create(boss, action(), AT)
    assert not price_effects(boss, 1)[0].mixed
    create(boss, action(kind="bundle", starts=STARTS + timedelta(days=7)), AT)
    assert price_effects(boss, 1)[0].mixed


def test_what_was_sold_is_asked_once_for_all_decisions_and_both_measures(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four blocks before, the days that chose, and those since; not twice that for each of two."""
    from husay.store.coaching import price_effects as told
    from husay.store.coaching.price_actions import create

    boss = of(made, Role.EXECUTIVE)
    for item in ("tea", "rice"):
        create(boss, action(item=item), AT)
    apart = {one.seen.number: told.price_effects(boss, one.seen.number)[0].told
             for one in told.price_effects(boss)}  # fmt: skip
    from husay.tracking.sums import window_sums

    asked = list[object]()

    def counted(reader: Any, measures: Any, window: Any, by: Any) -> Any:
        asked.append(window)
        return window_sums(reader, measures, window, by)

    monkeypatch.setattr(told, "window_sums", counted)
    both = told.price_effects(boss)
    assert len(asked) == len(set(asked)) == 6
    assert {one.seen.number: one.told for one in both} == apart


def test_of_few_groups_it_is_said_that_they_are_too_few(made: Made) -> None:
    from husay.store.coaching.price_actions import create
    from husay.store.coaching.price_effects import price_effects

    boss = of(made, Role.EXECUTIVE)
    create(boss, action(scope="customer_group", item="big"), AT)
    (one,) = price_effects(boss)
    assert {told.why for told in one.told} == {"few-others"}


def told(made: Made, who: str, *words: str) -> dict[str, Any]:
    done = run("--home", str(made.folder), "--as", f"{who}@husay.test", *words, "--format", "json")
    assert done.code == 0, done.everything
    return dict(json.loads(done.output))


def test_the_command_says_what_each_decision_did(made: Made) -> None:
    from husay.store.coaching.price_actions import create

    of(made, Role.MANAGER)
    create(of(made, Role.EXECUTIVE), action(), AT)
    listed = told(made, "manager", "coach", "price-actions")
    assert [(r["item_name"], r["on"], r["verdict"]) for r in listed["rows"]] == [
        ("Fine tea", "revenue", "worked"), ("Fine tea", "price_realisation", "worked"),
    ]  # fmt: skip
    one = told(made, "manager", "coach", "effect", "--price-action", "1")
    assert one["rows"] == listed["rows"]
    assert one["sentence"].startswith("Fine tea sells 1")
    done = run("--home", str(made.folder), "coach", "effect", "--price-action", "9")
    assert done.code != 0
    assert "There is no decision 9 on a price" in done.everything


def test_the_demo_has_a_young_decision_on_its_slide_and_an_old_one(made: Made) -> None:
    from husay.store.coaching.demo_prices import make_demo_prices
    from husay.store.coaching.price_effects import price_effects
    from husay.store.records.demo_users import make_demo_users, mark_demo

    mark_demo(AT)
    make_demo_users(AT, seller="s1", manager="mia")
    make_demo_prices(made.company, LAST, "tea")
    young, old = price_effects(made.company)
    assert (young.seen.action.item, young.seen.action.kind) == ("tea", "discount-limit")
    assert [(told.why, told.more_weeks) for told in young.told] == [("too-early", 5)]
    assert (old.seen.action.item, old.days.weeks if old.days else 0) == ("milk", 26)
