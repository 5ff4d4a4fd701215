-- For each customer and month: how many invoices, contacts and deals to expect, in thousandths.
-- HUGEINT, because weights are multiplied before they are divided.

CREATE TABLE chances AS
WITH cells AS (
    SELECT c.customer, c.unit, c.customer_group, m.month, ca.seller, g.lines_in_16,
        CAST(c.weight AS HUGEINT) * um.weight * sm.level AS buying,
        CASE WHEN c.walk_in THEN 0 ELSE CAST(g.visits AS HUGEINT) * um.weight END AS visiting,
        CASE WHEN c.walk_in THEN 0 ELSE CAST(um.weight AS HUGEINT) * 1000000 // count(*)
            OVER (PARTITION BY ca.seller, m.month) END AS dealing
    FROM customers c
    JOIN months m ON m.month BETWEEN c.first_month AND c.last_month
    JOIN unit_months um ON um.unit = c.unit AND um.month = m.month
    JOIN cares ca ON ca.customer = c.customer AND m.middle BETWEEN ca.starts AND ca.ends
    JOIN seller_months sm ON sm.seller = ca.seller AND sm.month = m.month
    JOIN customer_groups g ON g.customer_group = c.customer_group
),
wholes AS (
    SELECT sum(buying * lines_in_16) AS lines, sum(visiting) AS visits, sum(dealing) AS deals
    FROM cells
)
SELECT customer * 64 + month AS cell, customer, unit, customer_group, month,
    CAST(buying * 16000 * getvariable('lines') // lines AS BIGINT) AS invoice,
    CAST(visiting * 1000 * getvariable('contacts') // visits AS BIGINT) AS contact,
    CAST(dealing * 1000 * getvariable('deals') // deals AS BIGINT) AS deal
FROM cells, wholes;

-- So many events of one kind on each day: the expected number, more or less (`lumps` in permille),
-- and a draw for what is left over. `event` counts from 0.
CREATE MACRO events(kind, lumps) AS TABLE
WITH lumpy AS (
    SELECT cell, customer, unit, customer_group, month,
        (CASE kind WHEN 'invoice' THEN invoice WHEN 'contact' THEN contact ELSE deal END
            * (1000 - lumps + pick(cell, kind || ' lump', (2 * lumps + 1))) // 1000
            + pick(cell, kind || ' count', 1000)) // 1000 AS events
    FROM chances
),
numbered AS (
    SELECT *, CAST(sum(events) OVER (ORDER BY cell) AS BIGINT) - events AS before FROM lumpy
),
single AS (
    SELECT before + unnest(range(events)) AS event, customer, unit, customer_group, month
    FROM numbered
)
SELECT e.*, s.day
FROM single e
JOIN day_slots s
    ON s.slot = (e.unit * 64 + e.month) * 1024 + pick(e.event, kind || ' day', 1024);
