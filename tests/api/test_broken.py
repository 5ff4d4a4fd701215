"""What a call says where something of ours breaks."""

from typing import TYPE_CHECKING

import pytest

from tests.api.asking import Caller

if TYPE_CHECKING:
    from husay.store.company import Company


def test_a_fault_of_ours_is_told_in_the_calls_own_shape_and_logged(
    call: Caller,
    company: "Company",
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from husay.store.company import Company

    def breaks(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr(Company, "snapshot", breaks)
    assert call.refused("executive", "standing") == (500, ["call-failed"])
    assert b"secret" not in call.answer("executive", "standing").content
    assert "secret of the house" in caplog.text
