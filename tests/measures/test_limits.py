"""A question that nobody could read the answer of is refused before it fills the memory."""

from pathlib import Path

import pytest

from husay.basics.problem import Mistake
from husay.measures import counting
from tests.measures.making import Made, make

LINES = "sale,line,date,product,amount\n" + "\n".join(
    f"S{n},1,2024-01-{n:02d},p{n},10" for n in range(1, 6)
)


@pytest.fixture
def five(tmp_path: Path) -> Made:
    return make(tmp_path, {"sale_lines": LINES})


@pytest.mark.parametrize(("most", "refused"), [(4, True), (5, False), (6, False)])
def test_an_answer_has_so_many_rows_at_most(
    five: Made, monkeypatch: pytest.MonkeyPatch, most: int, refused: bool
) -> None:
    monkeypatch.setattr(counting, "MOST_ANSWERED", most)
    if not refused:
        assert len(five.ask("revenue", by=("product",)).rows) == 5
        return
    with pytest.raises(Mistake) as raised:
        five.ask("revenue", by=("product",))
    (problem,) = raised.value.problems
    assert (problem.code, problem.says()) == ("too-many-rows", {"most": str(most)})
