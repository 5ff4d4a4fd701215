"""Who stands above whom, by days: step `above` (person, manager, level, starts, ends)."""

from __future__ import annotations

from husay.pay.compile.context import Context

MOST_LEVELS = 50


def above(ctx: Context) -> str:
    """The step with all managers of each person while they are, direct ones at level 1.

    A chain that comes back to somebody in it ends there.
    """
    return ctx.step(
        "above",
        "WITH RECURSIVE up AS (SELECT person, manager, 1 AS level, starts, ends, "
        "[person, manager] AS way FROM reporting WHERE manager <> person UNION ALL "
        "SELECT u.person, r.manager, u.level + 1, GREATEST(u.starts, r.starts), "
        "LEAST(u.ends, r.ends), LIST_APPEND(u.way, r.manager) FROM up AS u JOIN reporting AS r "
        "ON r.person = u.manager AND r.starts <= u.ends AND r.ends >= u.starts "
        f"AND NOT LIST_CONTAINS(u.way, r.manager) WHERE u.level < {MOST_LEVELS - 1}) "
        "SELECT person, manager, level, starts, ends FROM up",
    )
