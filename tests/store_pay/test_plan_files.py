"""A plan's folder goes out as a .zip and comes back the same; what is no plan is refused."""

from __future__ import annotations

import io
import zipfile

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


def test_no_more_is_unpacked_than_a_plan_can_be() -> None:
    large = zipped(**{"plan.yaml": b"x" * (MOST_BYTES + 1), "cases.yaml": b"b"})
    assert len(large) < 10_000
    assert refused(("p.zip", large)) == [("pay-plan-file-large", "plan.yaml")]
    exact = zipped(**{"plan.yaml": b"x" * MOST_BYTES, "cases.yaml": b"b"})
    assert len(unpacked([("p.zip", exact)]).document) == MOST_BYTES


def test_a_text_in_another_encoding_is_refused() -> None:
    sent = (("plan.yaml", "name: Pe\xf1a".encode("latin-1")), ("cases.yaml", b"b"))
    assert refused(*sent) == [("not-utf-8", "plan.yaml")]
