"""A plan's folder goes out as a .zip and comes back the same; what is no plan is refused."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import suppress

import pytest

from husay.basics.problem import Mistake
from husay.pay.texts import Texts
from husay.store.pay.plan_files import packed, unpacked
from husay.store.plan_folders import MOST_BYTES

TEXTS = Texts("name: Päy\n", "cases: []\n", "# What it is\n")


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def refused(*sent: tuple[str, bytes]) -> list[tuple[str, str | None]]:
    with pytest.raises(Mistake) as wrong:
        unpacked(sent)
    return [(problem.code, problem.value or problem.file) for problem in wrong.value.problems]


@pytest.mark.parametrize("texts", [TEXTS, Texts("a", "b")])
def test_what_is_packed_comes_back_the_same(texts: Texts) -> None:
    assert unpacked([("plan.zip", packed("sellers", texts))]) == texts


def test_a_folder_is_packed_the_same_to_the_byte() -> None:
    assert packed("sellers", TEXTS) == packed("sellers", TEXTS)
    names = zipfile.ZipFile(io.BytesIO(packed("sellers", TEXTS))).namelist()
    assert names == ["sellers/plan.yaml", "sellers/cases.yaml", "sellers/README.md"]


def test_plain_files_are_taken_by_their_names_and_others_passed_over() -> None:
    sent = [("plan.yaml", b"a"), ("cases.yaml", b"\xef\xbb\xbfb"), ("notes.txt", b"\xff")]
    assert unpacked(sent) == Texts("a", "b")


def test_what_packing_programs_add_is_passed_over() -> None:
    files = {"p/plan.yaml": b"a", "p/cases.yaml": b"b", "__MACOSX/p/plan.yaml": b"x"}
    assert unpacked([("P.ZIP", zipped(**files))]) == Texts("a", "b")


def test_all_that_is_missing_is_told_at_once() -> None:
    missing = [("pay-plan-files", "plan.yaml"), ("pay-plan-files", "cases.yaml")]
    assert refused(("other.txt", b"x")) == missing
    assert refused(("p.zip", zipped(other=b"x"))) == missing


def test_a_file_that_is_there_twice_is_nobodys_choice() -> None:
    files = {"a/plan.yaml": b"a", "b/plan.yaml": b"a", "cases.yaml": b"b"}
    assert refused(("p.zip", zipped(**files))) == [("pay-plan-file-twice", "plan.yaml")]


def test_what_cannot_be_unpacked_is_told_by_its_name() -> None:
    whole = zipped(**{"plan.yaml": b"a" * 1000, "cases.yaml": b"b"})
    for data in (b"no zip", b"", whole[: len(whole) // 2]):
        assert refused(("p.zip", data)) == [("pay-plan-zip", "p.zip")]


def changed(whole: bytes, at: int, by: bytes) -> bytes:
    return whole[:at] + by + whole[at + len(by) :]


def test_whatever_is_wrong_within_is_told_too() -> None:
    """What deflates to nothing, a name that is no UTF-8, packed as what it is not (LZMA, BZIP2), a
    place before the file's beginning, and any few bytes that were lost on the way."""
    whole = zipped(**{"plan.yaml": b"a" * 1000, "cases.yaml": b"b"})
    listed = whole.index(b"PK\x01\x02")
    says_utf8 = changed(whole, listed + 8, b"\x00\x08")
    damaged = {
        "deflate": changed(whole, 30 + len("plan.yaml"), b"\xff" * 8),
        "name": changed(says_utf8, listed + 46, b"\xff\xfe"),
        "lzma": changed(whole, listed + 10, b"\x0e\x00"),
        "bzip2": changed(whole, listed + 10, b"\x0c\x00"),
        "place": changed(whole, listed + 42, b"\xff\xff\xff\x7f"),
        "directory": changed(whole, len(whole) - 6, b"\xff\xff\xff\x00"),
    }
    for name, data in damaged.items():
        with pytest.raises(Mistake) as wrong:
            unpacked([("p.zip", data)])
        assert [one.code for one in wrong.value.problems] == ["pay-plan-zip"], name
    chance = random.Random(5)
    for _ in range(1000):
        data = whole
        for _ in range(chance.randint(1, 4)):
            data = changed(data, chance.randrange(len(data)), bytes([chance.randrange(256)]))
        with suppress(Mistake):
            unpacked([("p.zip", data)])


def test_no_more_is_unpacked_than_a_plan_can_be() -> None:
    large = zipped(**{"plan.yaml": b"x" * (MOST_BYTES + 1), "cases.yaml": b"b"})
    assert len(large) < 10_000
    assert refused(("p.zip", large)) == [("pay-plan-file-large", "plan.yaml")]
    exact = zipped(**{"plan.yaml": b"x" * MOST_BYTES, "cases.yaml": b"b"})
    assert len(unpacked([("p.zip", exact)]).document) == MOST_BYTES


def test_a_text_in_another_encoding_is_refused() -> None:
    sent = (("plan.yaml", "name: Pe\xf1a".encode("latin-1")), ("cases.yaml", b"b"))
    assert refused(*sent) == [("not-utf-8", "plan.yaml")]
