-- Who else has a part in a sale: some invoices of key accounts are shared with a team mate, and a
-- specialist has overlay credit for some health goods in supermarkets.
WITH lines AS (
    SELECT l.sale, l.line, l.seller, s.anchor AS mate,
        CAST(substr(l.sale, 4) AS BIGINT) AS invoice,
        c.unit = getvariable('key_unit') AND s.anchor <> l.seller AS shareable,
        p.line_id = getvariable('overlay_line') AND g.id = getvariable('overlay_group') AS special
    FROM invoice_lines l
    JOIN customers c ON c.id = l.customer
    JOIN customer_groups g ON g.customer_group = c.customer_group
    JOIN products p ON p.id = l.product
    JOIN sellers s ON s.person = l.seller
),
marked AS (
    SELECT sale, line, seller, mate,
        shareable AND pick(invoice, 'shared', 100) < 4 AS shared,
        special AND pick(invoice, 'overlay', 100) < 15 AS overlaid,
        30 + 10 * (pick(invoice, 'part', 2)) AS mates_part
    FROM lines
),
rows AS (
    SELECT sale, line, seller AS person, 'direct' AS role,
        CASE WHEN shared THEN 100 - mates_part ELSE 100 END AS share
    FROM marked WHERE shared OR overlaid
    UNION ALL
    SELECT sale, line, mate, 'direct', mates_part FROM marked WHERE shared
    UNION ALL
    SELECT sale, line, getvariable('specialist'), 'overlay', 100 FROM marked WHERE overlaid
)
SELECT sale, line, person, role, CAST(share AS INTEGER) AS share
FROM rows
ORDER BY sale, line, role, person
