"""`husay plan`: what is written is usable, what is wrong is told, and exit codes say which."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import run


def test_a_new_plan_can_be_used(tmp_path: Path) -> None:
    folder = tmp_path / "field"
    assert run("plan", "new", str(folder), "--name", 'A "plan": with signs \\').code == 0
    done = run("plan", "check", str(folder))
    assert done.code == 0
    assert 'A "plan": with signs \\' in done.output


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    assert run("plan", "new", str(tmp_path)).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_case_that_does_not_come_out_says_what_came(tmp_path: Path) -> None:
    folder = tmp_path / "field"
    run("plan", "new", str(folder))
    cases = folder / "cases.yaml"
    text = cases.read_text(encoding="utf-8").replace("2,800.00", "2,801.00")
    cases.write_text(text, encoding="utf-8")
    done = run("plan", "check", str(folder))
    assert done.code == 1
    assert done.messages == ""
    marked, reason = done.output.splitlines()[:2]
    assert marked == "✗ the goal is passed in March"
    assert reason.startswith("  ✗ cases.yaml · line 14")
    assert "should be 2801.00 and came to 2800.00" in reason


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "field"
    run("plan", "new", str(folder))
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    wrong = text.replace("kind: bonus", "kind: bnous").replace("period: month", "period: monthly")
    plan.write_text(wrong, encoding="utf-8")
    done = run("plan", "check", str(folder))
    assert done.code == 1
    assert done.messages.count("plan.yaml · line") == 2
    assert "there are 2 mistakes" in done.output


def test_a_plan_that_is_not_there_or_is_no_text(tmp_path: Path) -> None:
    assert run("plan", "check", str(tmp_path)).code == 2
    (tmp_path / "plan.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "cases.yaml").write_text("", encoding="utf-8")
    assert run("plan", "check", str(tmp_path)).code != 0


def test_of_several_folders_each_is_named_beside_what_is_said_of_it(tmp_path: Path) -> None:
    good, wrong, none = (tmp_path / name for name in ("good", "wrong", "none"))
    for folder in (good, wrong):
        run("plan", "new", str(folder))
    cases = (wrong / "cases.yaml").read_text(encoding="utf-8").replace("2,800.00", "2,801.00")
    (wrong / "cases.yaml").write_text(cases, encoding="utf-8")
    done = run("plan", "check", str(good), str(wrong), str(none))
    assert done.code == 1
    marked = [line for line in done.output.splitlines() if line.startswith(("✓", "✗"))]
    assert {line[0] for line in marked if f"{good}: " in line} == {"✓"}
    assert "✗" in {line[0] for line in marked if f"{wrong}: " in line}
    assert len(marked) == sum(f"{good}: " in line or f"{wrong}: " in line for line in marked)
    assert f"{good}: “good” can be used" in done.output
    assert f"{wrong}: “wrong” cannot be used" in done.output
    assert f"\n  ✗ {wrong / 'cases.yaml'} · line 14" in done.output
    assert f"{none / 'plan.yaml'}" in done.messages


def test_several_folders_that_can_be_used_are_no_mistake(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("plan", "new", str(tmp_path / name))
    assert run("plan", "check", str(tmp_path / "one"), str(tmp_path / "two")).code == 0


def test_of_one_folder_the_file_alone_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "field"
    run("plan", "new", str(folder))
    assert str(folder) not in run("plan", "check", str(folder)).output
