-- The lines to which something happens later, found in one pass over all of them: one in fifty
-- comes back, in one of 2500 the price is corrected, and one batch comes back late.
CREATE TABLE touched_lines AS
WITH lines AS (
    SELECT *, CAST(substr(sale, 4) AS BIGINT) * 8 + line - 1 AS key FROM invoice_lines
),
marked AS (
    SELECT *, pick(key, 'return', 1000) < 20 AS returned,
        pick(key, 'adjustment', 2500) = 0 AS adjusted,
        date BETWEEN getvariable('returned_first') AND getvariable('returned_last') AS in_batch
    FROM lines
)
SELECT l.*,
    in_batch AND NOT returned AND c.unit = getvariable('returning_unit')
        AND p.group_id = getvariable('returned_group')
        AND pick(key, 'late', 100) < getvariable('returned_percent') AS late
FROM marked l
JOIN customers c ON c.id = l.customer
JOIN products p ON p.id = l.product
WHERE returned OR adjusted OR (in_batch AND c.unit = getvariable('returning_unit'));
