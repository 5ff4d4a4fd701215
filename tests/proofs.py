"""Which tests are heavy proof: `make proof` runs them with all others, and `make test` leaves them
out, so that it stays a matter of minutes. CI runs `make proof`."""

from __future__ import annotations

from pathlib import Path

NEEDS = ("browser", "postgresql")
"""Whatever needs one of these is proof."""

FILES = frozenset({
    # A process is killed at one moment after the other.
    "goal_plans/test_publishing_killed.py",
    "loop/test_killed.py",
    "store/test_killed.py",
    "store_messages/test_workers.py",
    "store/test_killed_at_each_step.py",
    "store_pay/test_killed.py",
    "store_sources/test_jobs.py",
    # Everything against everything: random companies, requests, files; queries in two dialects.
    "access/test_attacks.py",
    "access/test_every_question.py",
    "access/test_random_organisations.py",
    "api/test_schema.py",
    "goal_plans/test_odd_companies.py",
    "importing/test_any_file.py",
    "measures/test_everything_adds_up.py",
    "measures/test_potentials_add_up.py",
    "measures/test_sql_portability.py",
    "pay/compile/test_agree.py",
    "pay/compile/test_cases.py",
    "pay/compile/test_no_floats.py",
    "pay/test_changing_laws.py",
    "stats/test_warning_figures.py",
    "store_pay/test_again.py",
    "store_pay/test_by_sql.py",
    "upkeep/test_no_names.py",
    "web/test_explore_fuzz.py",
    # The demo company and real ones from end to end, and what the documents say of them.
    "acceptance/test_other_sources.py",
    "demo/test_files.py",
    "demo/test_plan.py",
    "docs/test_commands.py",
    "leading/test_answer_key.py",
    "loop/test_month.py",
    "loop/test_whole.py",
    "loop/test_year.py",
    "leading/test_customers_before.py",
    "signals/test_demo_signals.py",
    "signals/test_new_level.py",
    "web/test_bring_in_sources.py",
    "web/test_demo_command.py",
    "web/test_guide.py",
    "web/test_serving.py",
})  # fmt: skip


def is_proof(path: Path, fixtures: tuple[str, ...]) -> bool:
    """Whether a test of a file that uses these fixtures is heavy proof."""
    within = path.relative_to(Path(__file__).parent).as_posix()
    return within in FILES or any(need in fixtures for need in NEEDS)
