-- Returns, each with its own number and date: single ones some time after their sale, and a batch
-- that comes back all at once, two months late. What a seller sold who has left since comes back
-- to whoever looks after the account.
WITH back AS (
    SELECT *, off_sunday(date + 3 + pick(key, 'return delay', 40)) AS back_on,
        CASE WHEN pick(key, 'return part', 10) < 6 THEN quantity
            ELSE greatest(1, quantity // 2) END AS back
    FROM touched_lines
    WHERE returned
    UNION ALL
    SELECT *,
        off_sunday(getvariable('late_first')
            + pick(key, 'late delay', getvariable('late_days'))) AS back_on,
        greatest(1, quantity // 2) AS back
    FROM touched_lines
    WHERE late
),
numbered AS (
    SELECT b.*, CASE WHEN s.leaves < back_on THEN o.person ELSE b.seller END AS in_charge,
        row_number() OVER (ORDER BY back_on, key) AS number
    FROM back b
    JOIN customers c ON c.id = b.customer
    JOIN cares ca ON ca.customer = c.customer AND back_on BETWEEN ca.starts AND ca.ends
    JOIN sellers o ON o.seller = ca.seller
    LEFT JOIN sellers s ON s.person = b.seller
    WHERE back_on <= getvariable('until')
)
SELECT 'CM-' || lpad(CAST(number AS VARCHAR), 7, '0') AS memo,
    CAST(1 AS INTEGER) AS line,
    back_on AS date,
    sale AS invoice,
    line AS invoice_line,
    in_charge AS seller, product, customer, channel, territory,
    CAST(-back AS INTEGER) AS quantity,
    pesos(-part(amount, back, quantity)) AS amount,
    pesos(-part(tax, back, quantity)) AS tax,
    pesos(-part(list_amount, back, quantity)) AS list_amount,
    pesos(-part(cost, back, quantity)) AS cost
FROM numbered
ORDER BY number
