"""Narrowings are kept while they are of use: who reads waits for no other, nothing piles up."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from husay.store.warehouse import narrowings
from husay.store.warehouse.narrowings import Narrowings


@dataclass
class Made:
    """What stands for a narrowed snapshot."""

    name: str


WAIT = 20.0


def test_one_that_is_there_waits_for_nobody_who_makes_another() -> None:
    kept: Narrowings[Made] = Narrowings()
    ready = kept.find("ready", lambda: Made("ready"))
    begun, go_on = threading.Event(), threading.Event()

    def slowly() -> Made:
        begun.set()
        assert go_on.wait(WAIT)
        return Made("slow")

    with ThreadPoolExecutor(2) as threads:
        slow = threads.submit(kept.find, "slow", slowly)
        assert begun.wait(WAIT)
        quick = threads.submit(kept.find, "ready", lambda: Made("again"))
        assert quick.result(WAIT) is ready
        # Nor does another that is made meanwhile.
        assert threads.submit(kept.find, "other", lambda: Made("other")).result(WAIT).name
        assert not slow.done()
        go_on.set()
        assert slow.result(WAIT).name == "slow"


def test_those_who_want_the_same_wait_for_one_making() -> None:
    kept, made = Narrowings[Made](), list[Made]()

    def once() -> Made:
        made.append(Made("one"))
        return made[-1]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: kept.find("one", once), range(40)))
    assert len(made) == 1
    assert all(one is made[0] for one in found)


def test_a_making_that_failed_is_tried_again() -> None:
    kept: Narrowings[Made] = Narrowings()

    def fails() -> Made:
        raise LookupError

    with pytest.raises(LookupError):
        kept.find("one", fails)
    assert kept.find("one", lambda: Made("one")).name == "one"


def test_the_longest_unasked_is_let_go_and_named_once_nobody_has_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two are kept: a goes when c comes after b, yet a reader has it; then c, before b."""
    monkeypatch.setattr(narrowings, "KEPT", 2)
    kept: Narrowings[Made] = Narrowings()

    def make(name: str) -> Made:
        made = Made(name)
        kept.watch(made, f"schema_{name}")
        return made

    reading = kept.find("a", lambda: make("a"))
    kept.find("b", lambda: make("b"))
    kept.find("c", lambda: make("c"))
    gc.collect()
    assert len(kept) == 2
    assert list(kept.taken()) == [], "somebody reads a"
    del reading
    assert list(kept.taken()) == ["schema_a"]
    assert list(kept.taken()) == []
    kept.find("b", lambda: make("b"))
    kept.find("a", lambda: make("a"))
    assert list(kept.taken()) == ["schema_c"], "b was asked for after c"
