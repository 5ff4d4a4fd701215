-- The falling unit's sales of its falling product line, and of all its other lines, in the weeks
-- since the fall and in the same weeks (52 weeks earlier) of the year before.
SELECT
    sum(amount) FILTER (falling AND since) AS revenue_since,
    sum(amount) FILTER (falling AND NOT since) AS revenue_year_before,
    sum(amount) FILTER (NOT falling AND since) AS other_lines_since,
    sum(amount) FILTER (NOT falling AND NOT since) AS other_lines_year_before,
    CAST(sum(lines) FILTER (falling AND since) AS BIGINT) AS lines_since,
    CAST(sum(lines) FILTER (falling AND NOT since) AS BIGINT) AS lines_year_before
FROM (
    SELECT *, product_line = getvariable('falling_line') AS falling,
        date >= getvariable('fall_from') AS since
    FROM credited
)
WHERE unit = getvariable('falling_unit') AND kind = 'sale'
    AND (since OR date BETWEEN getvariable('fall_from') - 364 AND getvariable('until') - 364)
